using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Hashing;

/// <summary>H8, the 8-to-1 compression behind every hash of the statement: H8(x) = (P8(x) + x)[0] (STATE-1).</summary>
/// <remarks>
/// P8 is <see cref="Poseidon2"/> with t = 8; adding the input back and keeping one element makes it one-way (eprint
/// 2023/323, compression mode). Inputs are always eight: a shorter message is filled up with zeros under a tag that
/// fixes its meaning. Security: collisions cost about 2¹²⁷ evaluations.
/// </remarks>
public static class Compression
{
    /// <summary>Number of inputs.</summary>
    public const int Arity = 8;

    /// <summary>H8 of eight elements without a tag: a Merkle node of its children.</summary>
    /// <exception cref="ArgumentException">There are not eight inputs.</exception>
    public static Fr H8(ReadOnlySpan<Fr> inputs)
    {
        if (inputs.Length != Arity)
            throw new ArgumentException("H8 takes eight elements.", nameof(inputs));
        Span<Fr> state = stackalloc Fr[Arity];
        inputs.CopyTo(state);
        Poseidon2.Permute(state);
        return state[0] + inputs[0];
    }

    /// <summary>H8(tag, values…, 0…): a tagged hash of up to seven elements.</summary>
    /// <exception cref="ArgumentException">The tag is none or there are more than seven values.</exception>
    public static Fr H8(DomainTag tag, params ReadOnlySpan<Fr> values)
    {
        Span<Fr> inputs = stackalloc Fr[Arity];
        WriteInputs(inputs, tag, values);
        return H8(inputs);
    }

    /// <summary>Writes the eight inputs of a tagged hash, for <see cref="BulkCompression"/>.</summary>
    /// <exception cref="ArgumentException">The tag is none or there are more than seven values.</exception>
    internal static void WriteInputs(Span<Fr> inputs, DomainTag tag, params ReadOnlySpan<Fr> values)
    {
        if (tag == DomainTag.None)
            throw new ArgumentException("A tagged hash needs a tag.", nameof(tag));
        if (values.Length >= Arity)
            throw new ArgumentException("Beside its tag, H8 takes seven elements.", nameof(values));
        inputs[..Arity].Clear();
        inputs[0] = Fr.FromUInt64((ulong)tag);
        values.CopyTo(inputs[1..]);
    }
}
