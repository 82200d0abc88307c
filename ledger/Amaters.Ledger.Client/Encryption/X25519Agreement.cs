using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>X25519 of RFC 7748 §5: by OpenSSL's libcrypto where the framework's own cryptography uses it, else by BouncyCastle, which takes two to three times as long.</summary>
/// <remarks>.NET 10 offers no X25519 of its own. Both implementations take the same time for all keys.</remarks>
internal static partial class X25519Agreement
{
    /// <summary>EVP_PKEY_X25519.</summary>
    internal const int KeyType = 1034;

    /// <summary>The library's name.</summary>
    internal const string Library = "libcrypto.so.3";

    /// <summary>True when libcrypto is there and offers X25519, which a restricted provider may not.</summary>
    internal static bool HasLibrary { get; } = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _) && OffersX25519();

    /// <summary>agreement = X25519(scalar, point), 32 bytes each, by BouncyCastle; false where the point has small order and the result says nothing.</summary>
    public static bool TryAgreeManaged(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> agreement) =>
        X25519.CalculateAgreement(scalar, point, agreement);

    /// <summary>The same by libcrypto, which holds the scalar already and refuses a result of zero by itself.</summary>
    public static bool TryAgreeByLibrary(X25519KeyHandle own, ReadOnlySpan<byte> point, Span<byte> agreement)
    {
        nint peer = 0, context = 0;
        try
        {
            peer = EVP_PKEY_new_raw_public_key(KeyType, 0, point, (nuint)point.Length);
            context = EVP_PKEY_CTX_new(own, 0);
            if (peer == 0 || context == 0)
                throw new CryptographicException("libcrypto could not set X25519 keys up.");
            var length = (nuint)agreement.Length;
            var isDone = EVP_PKEY_derive_init(context) == 1
                && EVP_PKEY_derive_set_peer(context, peer) == 1
                && EVP_PKEY_derive(context, agreement, ref length) == 1
                && length == (nuint)agreement.Length;
            if (!isDone)
                agreement.Clear();
            return isDone;
        }
        finally
        {
            EVP_PKEY_CTX_free(context);
            EVP_PKEY_free(peer);
            ERR_clear_error();
        }
    }

    private static bool OffersX25519()
    {
        try
        {
            using var key = X25519KeyHandle.Create(stackalloc byte[HpkePrivateKey.ByteCount]);
            return true;
        }
        catch (CryptographicException)
        {
            ERR_clear_error();
            return false;
        }
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_CTX_new(X25519KeyHandle key, nint engine);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_derive_init(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_derive_set_peer(nint context, nint peer);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_derive(nint context, Span<byte> secret, ref nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();
}
