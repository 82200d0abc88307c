using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Hashing;

/// <summary>H8 that remembers results of late: whoever checks path after path meets the same upper nodes again and again.</summary>
/// <remarks>
/// A hash of given inputs never changes, so what is remembered holds under every root. Each place holds one hash, the newest
/// that fell on it, and is only used where all eight inputs are equal. Thread-safe.
/// </remarks>
/// <param name="capacity">Hashes that are kept, 288 bytes each; a power of two.</param>
public sealed class CompressionMemo(int capacity)
{
    private readonly Fr[] _inputs = new Fr[capacity * Compression.Arity];
    private readonly Fr[] _results = new Fr[capacity];
    private readonly bool[] _isTaken = int.IsPow2(capacity) ? new bool[capacity] : throw new ArgumentException("The capacity is a power of two.", nameof(capacity));
    private readonly Lock _lock = new();

    /// <summary>results[i] = H8(inputs[8i … 8i + 7]); what is not remembered is hashed together.</summary>
    /// <exception cref="ArgumentException">There are not eight inputs for each result.</exception>
    public void H8(ReadOnlySpan<Fr> inputs, Span<Fr> results)
    {
        if (inputs.Length != (long)results.Length * Compression.Arity)
            throw new ArgumentException("H8 takes eight elements for each result.", nameof(inputs));
        var missing = new List<int>();
        lock (_lock)
        {
            for (int i = 0; i < results.Length; i++)
            {
                if (!TryFind(inputs.Slice(i * Compression.Arity, Compression.Arity), out results[i]))
                    missing.Add(i);
            }
        }

        if (missing.Count == 0)
            return;
        Fr[] missingInputs = new Fr[missing.Count * Compression.Arity], hashes = new Fr[missing.Count];
        for (int i = 0; i < missing.Count; i++)
            inputs.Slice(missing[i] * Compression.Arity, Compression.Arity).CopyTo(missingInputs.AsSpan(i * Compression.Arity));
        BulkCompression.H8(missingInputs, hashes);
        lock (_lock)
        {
            for (int i = 0; i < missing.Count; i++)
            {
                results[missing[i]] = hashes[i];
                Keep(missingInputs.AsSpan(i * Compression.Arity, Compression.Arity), hashes[i]);
            }
        }
    }

    private bool TryFind(ReadOnlySpan<Fr> inputs, out Fr result)
    {
        int place = PlaceOf(inputs);
        result = _results[place];
        return _isTaken[place] && inputs.SequenceEqual(InputsAt(place));
    }

    private void Keep(ReadOnlySpan<Fr> inputs, in Fr result)
    {
        int place = PlaceOf(inputs);
        inputs.CopyTo(InputsAt(place));
        (_results[place], _isTaken[place]) = (result, true);
    }

    private Span<Fr> InputsAt(int place) => _inputs.AsSpan(place * Compression.Arity, Compression.Arity);

    // Inputs that were made to fall on one place only push each other out.
    private int PlaceOf(ReadOnlySpan<Fr> inputs)
    {
        unchecked
        {
            ulong mixed = 0;
            foreach (ulong limb in MemoryMarshal.Cast<Fr, ulong>(inputs))
                mixed = (ulong.RotateLeft(mixed, 23) ^ limb) * 0x9e3779b97f4a7c15;
            return (int)(mixed >> 32) & (_results.Length - 1);
        }
    }
}
