using Amaters.Circuits.Fields;
using Amaters.Ledger.Client.Encryption;

namespace Amaters.Fuzz.Targets;

/// <summary>A record's ciphertext as a client receives it, read and opened.</summary>
internal sealed class SealedPayloadTarget : IFuzzTarget
{
    private static readonly RecordAddress Address = new(Fr.One, new Circuits.Statements.RecordKey(Fr.One, Fr.One));
    private readonly HpkePrivateKey _key = HpkePrivateKey.Generate();

    public SealedPayloadTarget() =>
        Seeds = [SealedPayload.Seal(new RecordContent([1, 2], [3, 4, 5]), Address, 0, Fr.One, _key.PublicKey).Encoded.ToArray()];

    public string Name => "sealed-payload";

    public IReadOnlyList<byte[]> Seeds { get; }

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SealedPayload.TryDecode(input, out var payload, out _))
            return false;
        FindingException.ThrowUnlessSame(input, payload.Encoded.Span);
        var isSeed = input.SequenceEqual(Seeds[0]);
        return payload.TryOpen(_key, Address, out _, out _) == isSeed ? true : throw new FindingException($"A payload that was {(isSeed ? "not " : "")}changed {(isSeed ? "does not open" : "opens")}.");
    }
}
