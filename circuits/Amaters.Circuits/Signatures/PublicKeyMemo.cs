using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Signatures;

/// <summary>Decodes public keys and remembers those of late: clients send many commands, and each carries its key.</summary>
/// <remarks>
/// Decoding takes a square root, a check of the point's order and a hash. Each place holds one key, the newest that fell on
/// it, and is only used where all 32 bytes are equal, so that a hit says nothing that decoding again would not. What is
/// refused is not remembered. Thread-safe.
/// </remarks>
/// <param name="capacity">Keys that are kept, about 250 bytes each; a power of two.</param>
public sealed class PublicKeyMemo(int capacity = PublicKeyMemo.UsualCapacity)
{
    private const int UsualCapacity = 1024;

    private readonly Entry?[] _entries = int.IsPow2(capacity) ? new Entry?[capacity] : throw new ArgumentException("The capacity is a power of two.", nameof(capacity));

    /// <summary><see cref="SchnorrPublicKey.TryDecode"/>, from memory where the same bytes were decoded before.</summary>
    public bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out SchnorrPublicKey? key, out JubjubRejection reason)
    {
        if (source.Length != SchnorrPublicKey.EncodedByteCount)
            return SchnorrPublicKey.TryDecode(source, out key, out reason);

        // A place changes by one reference, which threads see whole or not at all.
        ref var place = ref _entries[BinaryPrimitives.ReadInt32LittleEndian(source) & (_entries.Length - 1)];
        if (Volatile.Read(ref place) is { } known && source.SequenceEqual(known.Encoded))
        {
            (key, reason) = (known.Key, JubjubRejection.None);
            return true;
        }

        if (!SchnorrPublicKey.TryDecode(source, out key, out reason))
            return false;
        Volatile.Write(ref place, new Entry(source.ToArray(), key));
        return true;
    }

    private sealed record Entry(byte[] Encoded, SchnorrPublicKey Key);
}
