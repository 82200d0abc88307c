using System.Security.Cryptography;
using Amaters.Ledger.Client.Keys;

namespace Amaters.Fuzz.Targets;

/// <summary>The public part of a key file without its checksum, which is computed here. What the passphrase protects is encrypted and authenticated.</summary>
internal sealed class KeyFileTarget : IFuzzTarget
{
    public string Name => "key-file";

    public IReadOnlyList<byte[]> Seeds { get; } = [MakeSeed()];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        byte[] file = [.. input, .. SHA256.HashData(input)];
        if (!KeyFileFormat.TryDecodeHeader(file, out var header, out _))
            return false;
        return header.Cost.IsAcceptable ? true : throw new FindingException($"A file that costs {header.Cost} to open is accepted.");
    }

    private static byte[] MakeSeed()
    {
        using var keys = ClientKeys.Generate();
        return KeyFileFormat.Encode(keys, "passphrase", new PassphraseCost(MemoryKiB: 8, Iterations: 1, Lanes: 1))[..^SHA256.HashSizeInBytes];
    }
}
