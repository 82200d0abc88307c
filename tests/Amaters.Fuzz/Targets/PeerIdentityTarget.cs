using System.Text;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Replication.Peers;

namespace Amaters.Fuzz.Targets;

/// <summary>The name in a peer's certificate.</summary>
internal sealed class PeerIdentityTarget : IFuzzTarget
{
    public string Name => "peer-identity";

    public IReadOnlyList<byte[]> Seeds { get; } = [Encode(new PeerIdentity(new GroupId(1), 7)), Encode(new PeerIdentity(new GroupId(UInt128.MaxValue), ulong.MaxValue))];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!PeerIdentity.TryParse(Encoding.UTF8.GetString(input), out var identity))
            return false;
        FindingException.ThrowUnlessSame(input, Encode(identity));
        return true;
    }

    private static byte[] Encode(PeerIdentity identity) => Encoding.UTF8.GetBytes(identity.ToString());
}
