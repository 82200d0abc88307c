using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;

namespace Amaters.Circuits.Constraints;

/// <summary>Takes the wires and constraints of a circuit from gadgets, either to compile the circuit or to make one witness.</summary>
/// <remarks>
/// <para>
/// A gadget is ordinary code that allocates wires with their values and enforces equations between them. Compiling
/// runs it on any input of the right shape and keeps the equations (and the values too, so tests get both from one
/// run); making a witness runs the same code on the real input and keeps the values only. Wire order is therefore the
/// same by construction, as long as no gadget lets a value decide which wires it allocates.
/// </para>
/// <para>Not thread safe.</para>
/// </remarks>
public sealed class ConstraintBuilder
{
    private const int FirstCapacity = 256;

    private readonly SparseMatrixBuilder _a = new();
    private readonly SparseMatrixBuilder _b = new();
    private readonly SparseMatrixBuilder _c = new();
    private readonly SourceMapBuilder _sources = new();
    private readonly Dictionary<int, string> _freeWires = [];
    private readonly IReadOnlyDictionary<int, Fr>? _lies;
    private Fr[] _values;
    private int _publicCount;

    private ConstraintBuilder(bool recordsConstraints, IReadOnlyDictionary<int, Fr>? lies)
    {
        RecordsConstraints = recordsConstraints;
        _lies = lies;
        _values = new Fr[FirstCapacity];
        _values[0] = Fr.One;
        WireCount = 1;
    }

    private ConstraintBuilder(Fr[] values, int firstWire, PreparedHashes? preparedHashes)
    {
        _values = values;
        WireCount = firstWire;
        PreparedHashes = preparedHashes;
    }

    /// <summary>True while compiling: constraints are kept and linear combinations carry terms.</summary>
    public bool RecordsConstraints { get; }

    /// <summary>Number of constraints so far; 0 while only a witness is made.</summary>
    public int ConstraintCount { get; private set; }

    /// <summary>Number of wires so far, the constant included.</summary>
    public int WireCount { get; private set; }

    /// <summary>Hashes that were computed ahead for this witness; null when there are none.</summary>
    internal PreparedHashes? PreparedHashes { get; }

    /// <summary>Wires that no constraint binds under the values given, each with the reason why that is harmless.</summary>
    internal IReadOnlyDictionary<int, string> FreeWires => _freeWires;

    /// <summary>A builder that keeps constraints and values.</summary>
    public static ConstraintBuilder ForConstraints() => new(recordsConstraints: true, lies: null);

    /// <summary>A builder that keeps values only.</summary>
    public static ConstraintBuilder ForWitness() => new(recordsConstraints: false, lies: null);

    /// <summary>A builder that puts its values into a witness of known size, from one wire on: several builders may fill one witness side by side.</summary>
    /// <param name="values">The values of all wires.</param>
    /// <param name="firstWire">The first wire that this builder allocates.</param>
    /// <param name="preparedHashes">Hashes that were computed ahead.</param>
    internal static ConstraintBuilder ForWitnessPart(Fr[] values, int firstWire, PreparedHashes? preparedHashes) => new(values, firstWire, preparedHashes);

    /// <summary>A lying prover: the named wires get the given values, and everything computed from them follows the lie.</summary>
    internal static ConstraintBuilder ForLyingWitness(IReadOnlyDictionary<int, Fr> lies) => new(recordsConstraints: false, lies);

    /// <summary>Allocates the next public input. All public inputs come before the first private wire.</summary>
    /// <exception cref="InvalidOperationException">A private wire exists already.</exception>
    public Variable AllocatePublic(in Fr value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (WireCount != _publicCount + 1)
            throw new InvalidOperationException("Public inputs are allocated before private wires.");
        _publicCount++;
        return Allocate(value, file, line);
    }

    /// <summary>Allocates a private wire. Its value is only a claim until constraints bind it.</summary>
    public Variable Allocate(in Fr value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        int wire = WireCount++;
        if (wire == _values.Length)
            Array.Resize(ref _values, 2 * wire);
        _values[wire] = _lies is not null && _lies.TryGetValue(wire, out var lie) ? lie : value;
        if (RecordsConstraints)
            _sources.AddWire(file, line);
        return new Variable(wire, _values[wire], RecordsConstraints);
    }

    /// <summary>Allocates private wires in a row and returns the first.</summary>
    internal int AllocateAll(ReadOnlySpan<Fr> values, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        int first = WireCount;
        if (_lies is null && !RecordsConstraints && values.Length <= _values.Length - first)
        {
            values.CopyTo(_values.AsSpan(first));
            WireCount += values.Length;
            return first;
        }

        foreach (ref readonly var value in values)
            Allocate(value, file, line);
        return first;
    }

    /// <summary>Allocates a wire that only helps to satisfy a constraint and that other values than this one may satisfy, too.</summary>
    /// <param name="value">The value an honest prover takes.</param>
    /// <param name="isFree">True when, under the present values, every value of the wire is accepted.</param>
    /// <param name="reason">Why accepting them is harmless.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    internal Variable AllocateHint(in Fr value, bool isFree, string reason, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var hint = Allocate(value, file, line);
        if (RecordsConstraints && isFree)
            _freeWires.Add(hint.Wire, reason);
        return hint;
    }

    /// <summary>A wire allocated before.</summary>
    internal Variable WireAt(int wire) => new(wire, _values[wire], RecordsConstraints);

    /// <summary>Σ coefficientᵢ · wire(i) + constant, while compiling; the wires ascend with i.</summary>
    internal LinearCombination Combine(ReadOnlySpan<Fr> coefficients, Func<int, int> wire, in Fr constant)
    {
        var value = constant;
        var terms = new List<Term>();
        if (!constant.IsZero)
            terms.Add(new Term(0, constant));
        for (int i = 0; i < coefficients.Length; i++)
        {
            if (coefficients[i].IsZero)
                continue;
            value += coefficients[i] * _values[wire(i)];
            terms.Add(new Term(wire(i), coefficients[i]));
        }

        return new LinearCombination(value, [.. terms]);
    }

    /// <summary>Enforces a · b = c.</summary>
    public void Enforce(in LinearCombination a, in LinearCombination b, in LinearCombination c, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!RecordsConstraints)
            return;
        _a.AddRow(a);
        _b.AddRow(b);
        _c.AddRow(c);
        _sources.AddConstraint(file, line);
        ConstraintCount++;
    }

    /// <summary>Enforces x = y, as (x − y) · 1 = 0.</summary>
    public void EnforceEqual(in LinearCombination x, in LinearCombination y, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Enforce(x - y, LinearCombination.One, LinearCombination.Zero, file, line);

    /// <summary>Allocates a · b and enforces it: one wire, one constraint.</summary>
    public Variable Multiply(in LinearCombination a, in LinearCombination b, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var product = Allocate(a.Value * b.Value, file, line);
        Enforce(a, b, product, file, line);
        return product;
    }

    /// <summary>Opens a named gadget; what is made until the scope is disposed counts as the gadget's.</summary>
    public GadgetScope Gadget(string name)
    {
        if (RecordsConstraints)
            _sources.EnterGadget(name);
        return new GadgetScope(this);
    }

    /// <summary>Opens one of several gadgets of a kind, named <c>name[index]</c>.</summary>
    public GadgetScope Gadget(string name, int index)
    {
        if (RecordsConstraints)
            _sources.EnterGadget($"{name}[{index}]");
        return new GadgetScope(this);
    }

    /// <summary>The circuit made so far.</summary>
    /// <exception cref="InvalidOperationException">This builder makes a witness only.</exception>
    public R1cs BuildConstraints()
    {
        if (!RecordsConstraints)
            throw new InvalidOperationException("This builder keeps values, not constraints.");
        return new R1cs(_publicCount, WireCount, _a.Build(), _b.Build(), _c.Build(), _sources.Build());
    }

    /// <summary>The values of all wires so far.</summary>
    public Witness BuildWitness() => new(_values[..WireCount], _publicCount);

    /// <summary>Closes its gadget when disposed.</summary>
    public readonly ref struct GadgetScope
    {
        private readonly ConstraintBuilder _builder;

        internal GadgetScope(ConstraintBuilder builder) => _builder = builder;

        /// <summary>Closes the gadget.</summary>
        public void Dispose()
        {
            if (_builder.RecordsConstraints)
                _builder._sources.LeaveGadget();
        }
    }
}
