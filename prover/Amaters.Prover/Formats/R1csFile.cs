using Amaters.Circuits.Constraints;

namespace Amaters.Prover.Formats;

/// <summary>A circuit as an iden3 <c>.r1cs</c> file, version 1: the form in which public tools set up keys for it.</summary>
/// <remarks>
/// <code>
/// Container: magic "r1cs", version 1. Sections are read in any order and written as 2, 1, 3, like circom's.
/// Section 1, header:
///   36   scalar field (u32 32, then r)
///    4   wires
///    4   public outputs
///    4   public inputs
///    4   private inputs
///    8   labels
///    4   constraints
/// Section 2, for each constraint its rows of A, B and C, each:
///    4   terms
///   then for each term:
///    4   wire; wires strictly ascend within a row
///   32   coefficient, standard form, not zero
/// Section 3:
///    8   label, for each wire
/// </code>
/// Wire 0 is the constant 1, then come outputs, public inputs, private inputs and inner wires. Our own circuits have no outputs.
/// Change together with: docs/proof-formats.md.
/// </remarks>
public sealed partial class R1csFile
{
    private const uint Version = 1;
    private const uint HeaderSection = 1;
    private const uint ConstraintSection = 2;
    private const uint LabelSection = 3;
    private const int HeaderByteCount = 64;

    private readonly ulong[] _labels;

    private R1csFile(R1cs circuit, int outputCount, int privateInputCount, ulong labelCount, ulong[] labels)
    {
        Circuit = circuit;
        OutputCount = outputCount;
        PrivateInputCount = privateInputCount;
        LabelCount = labelCount;
        _labels = labels;
    }

    /// <summary>The constraint system.</summary>
    public R1cs Circuit { get; }

    /// <summary>How many of the public wires are outputs; they come first.</summary>
    public int OutputCount { get; }

    /// <summary>How many of the public wires are inputs.</summary>
    public int PublicInputCount => Circuit.PublicCount - OutputCount;

    /// <summary>How many of the private wires come from outside.</summary>
    public int PrivateInputCount { get; }

    /// <summary>How many labels the compiler used; at least one for each wire in its own files.</summary>
    public ulong LabelCount { get; }

    /// <summary>The label of each wire, an index into the compiler's symbol file.</summary>
    public ReadOnlySpan<ulong> Labels => _labels;

    private static ReadOnlySpan<byte> Magic => "r1cs"u8;

    /// <summary>A circuit of ours: no outputs, every private wire given from outside, labels equal to wires.</summary>
    public static R1csFile Of(R1cs circuit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var labels = new ulong[circuit.WireCount];
        for (int wire = 0; wire < labels.Length; wire++)
            labels[wire] = (ulong)wire;
        return new R1csFile(circuit, outputCount: 0, circuit.WireCount - 1 - circuit.PublicCount, (ulong)labels.Length, labels);
    }
}
