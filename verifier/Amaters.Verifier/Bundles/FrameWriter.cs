using System.Security.Cryptography;

namespace Amaters.Verifier.Bundles;

/// <summary>Writes a file of frames. See <see cref="FrameReader"/> for the bytes.</summary>
public sealed class FrameWriter : IDisposable
{
    private readonly Stream _destination;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins a file.</summary>
    /// <param name="destination">Receives the bytes; stays open.</param>
    /// <param name="magic">The eight bytes that name the kind of file.</param>
    public FrameWriter(Stream destination, ReadOnlySpan<byte> magic)
    {
        _destination = destination;
        Append(magic);
    }

    /// <summary>Adds a frame.</summary>
    public void Write(FrameKind kind, ReadOnlySpan<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, FrameReader.BodyByteCountMax, nameof(body));
        Span<byte> head = stackalloc byte[FrameHead.EncodedByteCount];
        new FrameHead(kind, body.Length).Encode(head);
        Append(head);
        Append(body);
    }

    /// <summary>Ends the file; nothing may be written afterwards.</summary>
    public void Complete() => Write(FrameKind.End, _hash.GetCurrentHash());

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _destination.Write(bytes);
        _hash.AppendData(bytes);
    }
}
