using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Tests.Gadgets;

/// <summary>Changes one wire of a satisfying witness at a time and asks whether any constraint notices.</summary>
/// <remarks>A change of wire w by δ moves row i of a matrix by M[i, w]·δ, so one change costs only the entries of its column.</remarks>
internal sealed class WireSweep
{
    private readonly R1cs _circuit;
    private readonly Witness _witness;
    private readonly List<(int Row, int Matrix, Fr Coefficient)>[] _columns;
    private readonly Fr[][] _values;

    public WireSweep(R1cs circuit, Witness witness)
    {
        _circuit = circuit;
        _witness = witness;
        _columns = new List<(int, int, Fr)>[circuit.WireCount];
        for (int wire = 0; wire < _columns.Length; wire++)
            _columns[wire] = [];

        SparseMatrix[] matrices = [circuit.A, circuit.B, circuit.C];
        _values = [.. matrices.Select(matrix => Enumerable.Range(0, circuit.ConstraintCount).Select(row => matrix.EvaluateRow(row, witness.Values)).ToArray())];
        for (int m = 0; m < matrices.Length; m++)
        {
            for (int row = 0; row < circuit.ConstraintCount; row++)
            {
                for (int i = matrices[m].RowStarts[row]; i < matrices[m].RowStarts[row + 1]; i++)
                    _columns[matrices[m].Wires[i]].Add((row, m, matrices[m].Coefficients[i]));
            }
        }
    }

    /// <summary>True when every constraint still holds with this value on the wire.</summary>
    public bool Accepts(int wire, Fr value)
    {
        var delta = value - _witness.Values[wire];
        var changed = new Dictionary<int, Fr[]>();
        foreach (var (row, matrix, coefficient) in _columns[wire])
        {
            if (!changed.TryGetValue(row, out var abc))
                changed.Add(row, abc = [_values[0][row], _values[1][row], _values[2][row]]);
            abc[matrix] += coefficient * delta;
        }

        return changed.Values.All(abc => abc[0] * abc[1] == abc[2]);
    }

    /// <summary>Asserts that from <paramref name="firstWire"/> on exactly the listed wires can take another value.</summary>
    public void AssertFreeWiresAre(IReadOnlyDictionary<int, string> expected, int firstWire)
    {
        for (int wire = firstWire; wire < _circuit.WireCount; wire++)
        {
            var honest = _witness.Values[wire];
            foreach (var value in new[] { honest + Fr.One, honest - Fr.One, honest.Double() + Fr.FromUInt64(0x9e3779b97f4a7c15), Fr.Zero, Fr.One }.Where(value => value != honest))
            {
                bool isFree = Accepts(wire, value);
                Assert.True(
                    isFree == expected.ContainsKey(wire),
                    $"wire {wire}, {_circuit.Sources.OfWire(wire)}: {value} in place of {honest} is {(isFree ? "accepted, though the wire is not listed as free" : "refused, though the wire is listed as free")}");
            }
        }
    }
}
