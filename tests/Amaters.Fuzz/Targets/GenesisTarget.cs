using System.Collections.Immutable;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Genesis;

namespace Amaters.Fuzz.Targets;

/// <summary>The canonical JSON of a genesis document.</summary>
internal sealed class GenesisTarget : IFuzzTarget
{
    private static readonly ImmutableArray<byte> Digest = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public string Name => "genesis";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        GenesisDocument.Create(new GenesisFacts
        {
            Name = "fuzz",
            Nonce = Digest,
            Shape = CircuitShape.Production,
            CircuitDigest = Digest,
            VerifyingKeyDigest = Digest,
            IsDevelopmentKey = true,
            Members = [new GenesisMember(1, Digest, "ledger.example/node-1"), new GenesisMember(2, Digest, "ledger.example/node-2")],
            IsRegistrationOpen = false,
            Registrars = [Digest],
            SliceCount = 64,
            ShardCount = 4,
            PayloadBytesMax = 1024,
        }).CanonicalBytes.ToArray(),
    ];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!GenesisEncoding.TryDecode(input, out var document, out _))
            return false;
        FindingException.ThrowUnlessSame(input, document!.CanonicalBytes.Span);
        return true;
    }
}
