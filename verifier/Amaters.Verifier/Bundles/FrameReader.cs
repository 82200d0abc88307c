using System.Security.Cryptography;

namespace Amaters.Verifier.Bundles;

/// <summary>Reads a file of frames, strictly and in one pass, in memory that does not grow with the file.</summary>
/// <remarks>
/// <code>
/// bytes  content
/// 8      magic: "AMBUNDL1" for a bundle, "AMRECPT1" for a receipt
/// then frames, each
///   5      head (<see cref="FrameHead"/>): kind, and length n of the body, at most 1 MiB
///   n      body
/// The last frame is End, its body the SHA-256 of all bytes before it, and the file ends there.
/// </code>
/// The digest finds damage; it proves nothing, since whoever tampers can compute it too.
/// </remarks>
public sealed class FrameReader : IDisposable
{
    /// <summary>Longest body of a frame.</summary>
    public const int BodyByteCountMax = 1 << 20;

    private readonly Stream _source;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private FrameReader(Stream source) => _source = source;

    /// <summary>Begins reading.</summary>
    /// <returns>False when the stream does not begin with the magic.</returns>
    public static bool TryOpen(Stream source, ReadOnlySpan<byte> magic, out FrameReader? reader)
    {
        ArgumentNullException.ThrowIfNull(source);
        reader = new FrameReader(source);
        if (reader.TryRead(magic.Length, out var head) && head.AsSpan().SequenceEqual(magic))
            return true;
        reader.Dispose();
        reader = null;
        return false;
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">The frame. An End frame is given out only when its digest is right and nothing follows.</param>
    /// <returns>False when the file ends early, a length is out of bounds or the digest is wrong.</returns>
    public bool TryReadFrame(out Frame frame)
    {
        frame = default;
        var digest = _hash.GetCurrentHash();
        if (!TryRead(FrameHead.EncodedByteCount, out var bytes) || !FrameHead.TryDecode(bytes, out var head) || !TryRead(head.BodyByteCount, out var body))
            return false;
        if (head.Kind == FrameKind.End && (!body.AsSpan().SequenceEqual(digest) || _source.ReadByte() >= 0))
            return false;
        frame = new Frame(head.Kind, body);
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private bool TryRead(int byteCount, out byte[] bytes)
    {
        bytes = new byte[byteCount];
        if (_source.ReadAtLeast(bytes, byteCount, throwOnEndOfStream: false) < byteCount)
            return false;
        _hash.AppendData(bytes);
        return true;
    }
}
