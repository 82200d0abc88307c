using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Ledger.Client.Reading;

namespace Amaters.Fuzz.Targets;

/// <summary>A ledger pin without its checksum, which is computed here: random edits would never get past it.</summary>
internal sealed class LedgerPinTarget : IFuzzTarget
{
    public string Name => "ledger-pin";

    public IReadOnlyList<byte[]> Seeds { get; } = [new LedgerPin(Fr.One, 7, -Fr.One).Encode()[..^SHA256.HashSizeInBytes]];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        byte[] file = [.. input, .. SHA256.HashData(input)];
        if (!LedgerPin.TryDecode(file, out var pin, out _))
            return false;
        FindingException.ThrowUnlessSame(file, pin.Encode());
        return true;
    }
}
