using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>An X25519 private key as libcrypto holds it; freed with its memory cleared.</summary>
/// <remarks>Making one costs as much as an agreement, since libcrypto computes the public key too: whoever agrees often keeps it. Any number of threads may use one.</remarks>
internal sealed partial class X25519KeyHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>For the marshaller.</summary>
    public X25519KeyHandle()
        : base(ownsHandle: true)
    {
    }

    /// <summary>Hands a scalar to libcrypto.</summary>
    /// <exception cref="CryptographicException">libcrypto does not take it.</exception>
    public static X25519KeyHandle Create(ReadOnlySpan<byte> scalar)
    {
        var key = EVP_PKEY_new_raw_private_key(X25519Agreement.KeyType, 0, scalar, (nuint)scalar.Length);
        if (!key.IsInvalid)
            return key;
        key.Dispose();
        throw new CryptographicException("libcrypto could not set an X25519 key up.");
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        EVP_PKEY_free(handle);
        return true;
    }

    [LibraryImport(X25519Agreement.Library)]
    private static partial X25519KeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(X25519Agreement.Library)]
    private static partial void EVP_PKEY_free(nint key);
}
