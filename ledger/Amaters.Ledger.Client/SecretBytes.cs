using System.Security.Cryptography;

namespace Amaters.Ledger.Client;

/// <summary>A secret of fixed length: never moved by the garbage collector, zeroed when disposed, and silent in logs.</summary>
/// <remarks>Pinned memory is not locked memory: the operating system may still swap it out or put it in a core dump.</remarks>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    private SecretBytes(int byteCount) => _bytes = GC.AllocateArray<byte>(byteCount, pinned: true);

    /// <summary>The secret itself.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    public static SecretBytes Zeros(int byteCount) => new(byteCount);

    public static SecretBytes Random(int byteCount)
    {
        var secret = new SecretBytes(byteCount);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    public static SecretBytes CopyOf(ReadOnlySpan<byte> source)
    {
        var secret = new SecretBytes(source.Length);
        source.CopyTo(secret._bytes);
        return secret;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    public override string ToString() => $"secret of {_bytes.Length} bytes";
}
