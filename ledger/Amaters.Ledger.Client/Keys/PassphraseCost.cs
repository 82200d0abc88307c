using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Amaters.Ledger.Client.Keys;

/// <summary>What one guess at a passphrase costs: the parameters of Argon2id (RFC 9106, version 0x13).</summary>
/// <param name="MemoryKiB">Memory in KiB.</param>
/// <param name="Iterations">Passes over the memory.</param>
/// <param name="Lanes">Degree of parallelism.</param>
public readonly record struct PassphraseCost(uint MemoryKiB, uint Iterations, uint Lanes)
{
    private const uint MaxMemoryKiB = 1 << 20;
    private const uint MaxIterations = 64;
    private const uint MaxLanes = 64;

    /// <summary>64 MiB, 3 passes, 4 lanes: the second recommended option of RFC 9106 §4. About half a second.</summary>
    public static PassphraseCost Recommended { get; } = new(MemoryKiB: 1 << 16, Iterations: 3, Lanes: 4);

    /// <summary>Whether Argon2 allows these values and a doctored file cannot use them to exhaust the machine: at most 1 GiB, 64 passes, 64 lanes.</summary>
    public bool IsAcceptable =>
        Lanes is >= 1 and <= MaxLanes && Iterations is >= 1 and <= MaxIterations && MemoryKiB >= 8 * Lanes && MemoryKiB <= MaxMemoryKiB;

    /// <summary>Stretches a passphrase to a key.</summary>
    /// <param name="passphrase">Its characters; their UTF-8 bytes count, without Unicode normalisation.</param>
    /// <param name="salt">16 random bytes.</param>
    /// <param name="key">Receives as many bytes as it holds.</param>
    internal void DeriveKey(ReadOnlySpan<char> passphrase, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13)
            .WithSalt(salt.ToArray())
            .WithMemoryAsKB((int)MemoryKiB)
            .WithIterations((int)Iterations)
            .WithParallelism((int)Lanes)
            .Build();
        var generator = new Argon2BytesGenerator();
        generator.Init(parameters);

        // BouncyCastle takes arrays; both are ours to overwrite afterwards.
        var password = new byte[Encoding.UTF8.GetByteCount(passphrase)];
        Encoding.UTF8.GetBytes(passphrase, password);
        var output = new byte[key.Length];
        generator.GenerateBytes(password, output);
        output.CopyTo(key);
        CryptographicOperations.ZeroMemory(password);
        CryptographicOperations.ZeroMemory(output);
    }
}
