using System.Diagnostics;
using Amaters.Circuits.Fields;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Genesis;

namespace Amaters.Ledger.Node.StatusPage;

/// <summary>What the status page shows, as of one moment.</summary>
/// <param name="Genesis">The ledger.</param>
/// <param name="Status">This node's status.</param>
/// <param name="Batches">Recent applied batches, oldest first.</param>
/// <param name="ClientAddressOf">Where clients reach a node; empty when unknown.</param>
internal sealed record StatusView(GenesisDocument Genesis, GetStatusResponse Status, IReadOnlyList<BatchSummary> Batches, Func<ulong, string> ClientAddressOf)
{
    /// <summary>Root of the applied state.</summary>
    public Fr StateRoot => Fr.TryDecode(Status.StateRoot.Span, out var root) ? root : throw new UnreachableException("A node's own state root is canonical.");
}
