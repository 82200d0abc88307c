using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>X25519 of RFC 7748 §5: by OpenSSL's libcrypto where the framework's own cryptography uses it, else by BouncyCastle, which takes two to three times as long.</summary>
/// <remarks>.NET 10 offers no X25519 of its own. Both implementations take the same time for all keys.</remarks>
internal static partial class X25519Agreement
{
    private const int X25519KeyType = 1034; // EVP_PKEY_X25519
    private const string Library = "libcrypto.so.3";

    /// <summary>True when libcrypto is there and offers X25519, which a restricted provider may not.</summary>
    internal static bool HasLibrary { get; } = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _) && OffersX25519();

    /// <summary>agreement = X25519(scalar, point), 32 bytes each; false where the point has small order and the result says nothing.</summary>
    public static bool TryAgree(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> agreement) =>
        HasLibrary ? TryAgreeByLibrary(scalar, point, agreement) : TryAgreeManaged(scalar, point, agreement);

    /// <summary>The same by BouncyCastle.</summary>
    internal static bool TryAgreeManaged(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> agreement) =>
        X25519.CalculateAgreement(scalar, point, agreement);

    /// <summary>The same by libcrypto, which refuses a result of zero by itself.</summary>
    internal static bool TryAgreeByLibrary(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> agreement)
    {
        nint own = 0, peer = 0, context = 0;
        try
        {
            own = EVP_PKEY_new_raw_private_key(X25519KeyType, 0, scalar, (nuint)scalar.Length);
            peer = EVP_PKEY_new_raw_public_key(X25519KeyType, 0, point, (nuint)point.Length);
            context = own == 0 ? 0 : EVP_PKEY_CTX_new(own, 0);
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
            EVP_PKEY_free(own);
            ERR_clear_error();
        }
    }

    private static bool OffersX25519()
    {
        var key = EVP_PKEY_new_raw_private_key(X25519KeyType, 0, stackalloc byte[HpkePrivateKey.ByteCount], HpkePrivateKey.ByteCount);
        EVP_PKEY_free(key);
        ERR_clear_error();
        return key != 0;
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_CTX_new(nint key, nint engine);

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
