using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Gadgets;

/// <summary>Hashes that were computed ahead in lanes, with the values of all their wires, for the witness that is going to need them.</summary>
/// <remarks>
/// A gadget takes what is prepared where all eight inputs are equal and computes what is not, so whatever was prepared, the
/// witness is the same. Not thread-safe. Disposing gives its memory back to the pool.
/// </remarks>
/// <param name="capacity">Hashes that it has room for.</param>
/// <param name="tier">The lanes to compute in; not the plain tier, which has none.</param>
internal sealed class PreparedHashes(int capacity, SimdTier tier) : IDisposable
{
    private readonly Fr[] _wires = ArrayPool<Fr>.Shared.Rent(capacity * CompressionWires.Count);
    private readonly Dictionary<Inputs, int> _places = new(capacity);
    private int _count;

    /// <summary>How often a prepared hash was taken.</summary>
    public int UseCount { get; private set; }

    /// <summary>Computes H8 of each eight inputs.</summary>
    /// <exception cref="ArgumentException">There is no room for so many.</exception>
    public void Add(ReadOnlySpan<Fr> inputs) => Add(inputs, []);

    /// <summary>Computes H8 of each eight inputs and returns the digests of the first of them.</summary>
    /// <exception cref="ArgumentException">There is no room for so many.</exception>
    public void Add(ReadOnlySpan<Fr> inputs, Span<Fr> digests)
    {
        int count = inputs.Length / Compression.Arity;
        if (_count + count > capacity)
            throw new ArgumentException("There is no room for so many hashes.", nameof(inputs));
        BulkCompression.Wires(inputs, _wires.AsSpan(_count * CompressionWires.Count), tier);
        for (int i = 0; i < count; i++, _count++)
        {
            _places[Inputs.Of(inputs.Slice(i * Compression.Arity, Compression.Arity))] = _count;
            if (i < digests.Length)
                digests[i] = WiresAt(_count)[^1];
        }
    }

    /// <summary>The <see cref="CompressionWires"/> of these inputs, if they were prepared.</summary>
    public bool TryFind(ReadOnlySpan<Fr> inputs, out ReadOnlySpan<Fr> wires)
    {
        bool isFound = _places.TryGetValue(Inputs.Of(inputs), out int place);
        wires = isFound ? WiresAt(place) : default;
        UseCount += isFound ? 1 : 0;
        return isFound;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<Fr>.Shared.Return(_wires);

    private ReadOnlySpan<Fr> WiresAt(int place) => _wires.AsSpan(place * CompressionWires.Count, CompressionWires.Count);

    [InlineArray(Compression.Arity)]
    private struct Inputs : IEquatable<Inputs>
    {
        private Fr _first;

        public static Inputs Of(ReadOnlySpan<Fr> elements)
        {
            var inputs = default(Inputs);
            elements.CopyTo(inputs);
            return inputs;
        }

        public readonly bool Equals(Inputs other) => ((ReadOnlySpan<Fr>)this).SequenceEqual(other);

        public override readonly bool Equals(object? obj) => obj is Inputs other && Equals(other);

        public override readonly int GetHashCode()
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes((ReadOnlySpan<Fr>)this));
            return hash.ToHashCode();
        }
    }
}
