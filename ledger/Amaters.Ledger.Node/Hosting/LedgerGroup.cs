using Amaters.Ledger.Replication;
using Amaters.Verifier.Genesis;

namespace Amaters.Ledger.Node.Hosting;

/// <summary>Names the Raft group of a ledger.</summary>
internal static class LedgerGroup
{
    /// <summary>The first 16 bytes of the ledger id: members of different ledgers can never talk to each other.</summary>
    public static GroupId IdOf(GenesisDocument genesis) =>
        GroupId.TryDecode(genesis.LedgerId.ToBytes().AsSpan(0, GroupId.ByteCount), out var id)
            ? id
            : throw new InvalidDataException("The ledger id begins with 16 zero bytes, which no hash does.");
}
