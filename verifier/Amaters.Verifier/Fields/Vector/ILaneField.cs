using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>
/// What curve formulas over blocks need of their coordinate field, so that they are written once for <see cref="Fp"/> and
/// <see cref="Fp2"/> and for any number of lanes. Results may replace operands.
/// </summary>
/// <remarks>
/// <para>Contract on sizes: operands of products are below 4p in magnitude in each component, results of products below 4.3p; "reduced" results are
/// below 0.51p; plain sums and differences grow as they say. w is a workspace from <see cref="CreateWorkspace"/>, used by one thread at a time.</para>
/// <para>Lines: an element at rest takes <see cref="LinesPerElement"/> consecutive <see cref="FpLine"/>s, one for each component. A selector is 2·(index of its first line),
/// plus 1 to take the element's negative.</para>
/// </remarks>
/// <typeparam name="TBlock">A block of <see cref="Lanes"/> elements.</typeparam>
internal unsafe interface ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Elements of a block.</summary>
    static abstract int Lanes { get; }

    /// <summary>Lines of an element at rest.</summary>
    static abstract int LinesPerElement { get; }

    /// <summary>Scratch and constants for one thread.</summary>
    static abstract AlignedBuffer<long> CreateWorkspace();

    /// <summary>Writes a component of an element at rest: the value, or another representative below 2p.</summary>
    static abstract void WriteLine(FpLine* line, in Fp value);

    /// <summary>The component on a line, within ±8p.</summary>
    static abstract Fp ReadLine(FpLine* line);

    /// <summary>Changes the sign of a component on a line.</summary>
    static abstract void NegateLine(FpLine* line);

    /// <summary>r = a·b.</summary>
    static abstract void Multiply(TBlock* r, TBlock* a, TBlock* b, long* w);

    /// <summary>r = a².</summary>
    static abstract void Square(TBlock* r, TBlock* a, long* w);

    /// <summary>r = a⁻¹, and 0 for 0.</summary>
    static abstract void Invert(TBlock* r, TBlock* a, long* w);

    /// <summary>r = a + b, below the sum of the operands' bounds.</summary>
    static abstract void Add(TBlock* r, TBlock* a, TBlock* b, long* w);

    /// <summary>r = a − b, below the sum of the operands' bounds.</summary>
    static abstract void Subtract(TBlock* r, TBlock* a, TBlock* b, long* w);

    /// <summary>r = a + b, reduced.</summary>
    static abstract void AddReduced(TBlock* r, TBlock* a, TBlock* b, long* w);

    /// <summary>r = a − b, reduced.</summary>
    static abstract void SubtractReduced(TBlock* r, TBlock* a, TBlock* b, long* w);

    /// <summary>r = a − b − c, reduced.</summary>
    static abstract void SubtractBothReduced(TBlock* r, TBlock* a, TBlock* b, TBlock* c, long* w);

    /// <summary>r = a − 2b − c, reduced.</summary>
    static abstract void SubtractTwiceReduced(TBlock* r, TBlock* a, TBlock* b, TBlock* c, long* w);

    /// <summary>r = 3a, reduced.</summary>
    static abstract void TripleReduced(TBlock* r, TBlock* a, long* w);

    /// <summary>r = 3b·a, reduced, where y² = x³ + b is the curve over this field.</summary>
    static abstract void MultiplyByThreeBReduced(TBlock* r, TBlock* a, long* w);

    /// <summary>r = −a, below the operand's bound.</summary>
    static abstract void Negate(TBlock* r, TBlock* a);

    /// <summary>r = 1 in all lanes.</summary>
    static abstract void SetOne(TBlock* r);

    /// <summary>Bit l is set when lane l is 0.</summary>
    static abstract uint ZeroLanes(TBlock* a, long* w);

    /// <summary>Takes lane l of a into r where bit l of <paramref name="lanes"/> is set.</summary>
    static abstract void Blend(TBlock* r, TBlock* a, uint lanes);

    /// <summary>Lane l of r = the element that selector l names; signs are ignored.</summary>
    static abstract void Gather(TBlock* r, FpLine* lines, uint* selectors);

    /// <summary>Lane l of r = the element that selector l names, with its sign.</summary>
    static abstract void GatherSigned(TBlock* r, FpLine* lines, uint* selectors);

    /// <summary>The element at line index positions[l] = lane l of a.</summary>
    static abstract void Scatter(FpLine* lines, uint* positions, TBlock* a);
}
