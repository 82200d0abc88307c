using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Hashing.Vector;

namespace Amaters.Circuits.Hashing;

/// <summary>H8 of many independent inputs at once, for levels of trees: as <see cref="Compression.H8(ReadOnlySpan{Fr})"/> one by one, several times faster.</summary>
public static class BulkCompression
{
    /// <summary>Below this many hashes the plain permutation is used: lanes would stay empty.</summary>
    private const int Fewest = 3;

    [ThreadStatic]
    private static IBulkCompression? _lanes;

    /// <summary>results[i] = H8(inputs[8i … 8i + 7]).</summary>
    /// <exception cref="ArgumentException">There are not eight inputs for each result.</exception>
    public static void H8(ReadOnlySpan<Fr> inputs, Span<Fr> results)
    {
        if (inputs.Length != (long)results.Length * Compression.Arity)
            throw new ArgumentException("H8 takes eight elements for each result.", nameof(inputs));
        if (results.Length < Fewest || Simd.Tier == SimdTier.Plain)
        {
            for (var i = 0; i < results.Length; i++)
                results[i] = Compression.H8(inputs.Slice(i * Compression.Arity, Compression.Arity));
            return;
        }

        _lanes ??= OfTier(Simd.Tier);
        _lanes.H8(inputs, results);
    }

    /// <summary>The <see cref="CompressionWires"/> of each hash, in the lanes of a tier that has some.</summary>
    internal static void Wires(ReadOnlySpan<Fr> inputs, Span<Fr> wires, SimdTier tier)
    {
        if (tier == Simd.Tier)
        {
            _lanes ??= OfTier(tier);
            _lanes.Wires(inputs, wires);
            return;
        }

        using var lanes = OfTier(tier);
        lanes.Wires(inputs, wires);
    }

    /// <summary>The lanes of a tier other than the plain one, which this processor must support.</summary>
    internal static IBulkCompression OfTier(SimdTier tier) => tier switch
    {
        SimdTier.Avx512 => new Poseidon2Lanes<FrLanes, FrBlock, FrConstant>(),
        SimdTier.Avx2 => new Poseidon2Lanes<FrDoubleLanes, FrDoubleBlock, FrDoubleConstant>(),
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "No lanes in this tier."),
    };
}
