using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Hashing;

/// <summary>The values of all wires that the circuit of one H8 has, in their order (HASH-2).</summary>
/// <remarks>
/// Those of <see cref="Poseidon2Sboxes"/>, then the outputs y₀ … y₆ of the last round's s-boxes, then the digest, which stands for y₇.
/// Twins: <see cref="Vector.IBulkCompression.Wires"/> in lanes, <see cref="Gadgets.Poseidon2Gadget.H8(Constraints.ConstraintBuilder, ReadOnlySpan{Constraints.LinearCombination})"/> in constraints.
/// </remarks>
internal static class CompressionWires
{
    /// <summary>Number of wires: three for each of 121 s-boxes.</summary>
    public const int Count = 363;

    private const int OutputCount = Compression.Arity - 1;

    /// <summary>Computes H8 of eight inputs and everything on the way.</summary>
    public static void Compute(ReadOnlySpan<Fr> inputs, Span<Fr> wires)
    {
        Span<Fr> state = stackalloc Fr[Compression.Arity];
        inputs.CopyTo(state);
        Poseidon2Sboxes.Run(state, wires[..^Compression.Arity]);
        state[..OutputCount].CopyTo(wires[^Compression.Arity..]);
        Poseidon2.ApplyExternalMatrix(state);
        wires[^1] = state[0] + inputs[0];
    }
}
