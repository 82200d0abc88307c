using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Signatures;

/// <summary>A secret key x in [1, l) and its public key x·B.</summary>
/// <remarks>
/// Signing never asks a random generator: a repeated or biased nonce would reveal x. Multiplication by x and by nonces
/// follows the same path for all scalars, as far as managed code can promise it; <see cref="Sign"/> clears the buffers
/// it fills, but the runtime may have moved or copied this object.
/// </remarks>
public sealed class SchnorrSecretKey
{
    /// <summary>Length of the encoding: x as 32 little-endian bytes.</summary>
    public const int EncodedByteCount = JubjubScalar.EncodedByteCount;

    private readonly JubjubScalar _scalar;

    private SchnorrSecretKey(in JubjubScalar scalar)
    {
        _scalar = scalar;
        PublicKey = new SchnorrPublicKey(JubjubPoint.MultiplyGenerator(scalar));
    }

    /// <summary>The published key with x = 1 that signs the NOOPs of short batches; admission refuses it.</summary>
    public static SchnorrSecretKey Padding { get; } = new(JubjubScalar.One);

    /// <summary>x·B.</summary>
    public SchnorrPublicKey PublicKey { get; }

    /// <summary>A fresh key from the operating system's generator.</summary>
    public static SchnorrSecretKey Generate()
    {
        Span<byte> seed = stackalloc byte[JubjubScalar.WideByteCount];
        RandomNumberGenerator.Fill(seed);
        var key = FromSeed(seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <summary>The key of a secret seed of at least 32 bytes: SHA-512 of label and seed, reduced modulo l. The same seed gives the same key.</summary>
    /// <exception cref="ArgumentException">The seed is shorter than 32 bytes, or (as likely as guessing a key) gives the scalar 0.</exception>
    public static SchnorrSecretKey FromSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length < 32)
            throw new ArgumentException("A seed has at least 32 bytes.", nameof(seed));
        Span<byte> wide = stackalloc byte[JubjubScalar.WideByteCount];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData("Amaters Ledger Schnorr key"u8);
        hash.AppendData(seed);
        hash.GetHashAndReset(wide);
        var scalar = JubjubScalar.FromWideBytes(wide);
        CryptographicOperations.ZeroMemory(wide);
        return new SchnorrSecretKey(scalar);
    }

    /// <summary>Signs a command digest for one ledger. The same arguments give the same signature.</summary>
    /// <param name="message">m.</param>
    /// <param name="ledgerId">The ledger; part of the nonce too, else one digest signed for two ledgers would reveal x.</param>
    public SchnorrSignature Sign(in Fr message, in Fr ledgerId)
    {
        var nonce = Nonce(message, ledgerId);
        var noncePoint = JubjubPoint.MultiplyGenerator(nonce).ToCurvePoint();
        var challenge = JubjubScalar.FromUInt128(PublicKey.Challenge(noncePoint, message, ledgerId));
        return new SchnorrSignature(noncePoint, nonce + (challenge * _scalar));
    }

    /// <summary>Writes x: handle the bytes as the secret they are.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 32 bytes.</exception>
    public void Encode(Span<byte> destination) => _scalar.Encode(destination);

    /// <summary>Reads exactly 32 little-endian bytes holding an integer in [1, l).</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out SchnorrSecretKey? key)
    {
        key = JubjubScalar.TryDecode(source, out var scalar) && !scalar.IsZero ? new SchnorrSecretKey(scalar) : null;
        return key is not null;
    }

    // k = HMAC-SHA-512(x, label ‖ m ‖ ledgerId) mod l (SIG-1).
    private JubjubScalar Nonce(in Fr message, in Fr ledgerId)
    {
        var label = "Amaters Ledger Schnorr nonce"u8;
        Span<byte> key = stackalloc byte[EncodedByteCount];
        Span<byte> input = stackalloc byte[label.Length + (2 * Fr.EncodedByteCount)];
        Span<byte> output = stackalloc byte[HMACSHA512.HashSizeInBytes];
        _scalar.Encode(key);
        label.CopyTo(input);
        message.Encode(input[label.Length..]);
        ledgerId.Encode(input[(label.Length + Fr.EncodedByteCount)..]);
        HMACSHA512.HashData(key, input, output);
        var nonce = JubjubScalar.FromWideBytes(output);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(output);
        return nonce;
    }
}
