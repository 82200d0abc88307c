using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Network;

/// <summary>Ways that carry nothing. Each direction is cut by itself, so that a node may hear others who do not hear it.</summary>
internal sealed class CutLinks
{
    private readonly SortedSet<(NodeId From, NodeId To)> _cut = [];

    /// <summary>Whether messages from one node to another are lost.</summary>
    public bool IsCut(NodeId from, NodeId to) => _cut.Count > 0 && _cut.Contains((from, to));

    /// <summary>Cuts one way.</summary>
    public void CutOneWay(NodeId from, NodeId to) => _cut.Add((from, to));

    /// <summary>Cuts all ways between two groups.</summary>
    public void Split(IReadOnlyList<NodeId> left, IReadOnlyList<NodeId> right)
    {
        foreach (var one in left)
        {
            foreach (var other in right)
            {
                CutOneWay(one, other);
                CutOneWay(other, one);
            }
        }
    }

    /// <summary>All ways are open again.</summary>
    public void Heal() => _cut.Clear();
}
