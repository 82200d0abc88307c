using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>Proposals from the moment the core took them until their index is applied. Owned by the loop.</summary>
internal sealed class PendingProposals
{
    private readonly Queue<Proposal> _unplaced = new();
    private readonly Dictionary<ulong, Proposal> _placed = [];

    /// <summary>The core took it; the next entries handed out for storage will contain it.</summary>
    public void Add(Proposal proposal) => _unplaced.Enqueue(proposal);

    /// <summary>Notes the places of proposals among entries that are about to be stored; the core keeps their order.</summary>
    public void Place(IReadOnlyList<Entry> entries)
    {
        for (var i = 0; i < entries.Count && _unplaced.Count > 0; i++)
        {
            var entry = entries[i];
            if (!_unplaced.Peek().IsCarriedBy(entry))
                continue;
            var proposal = _unplaced.Dequeue();
            proposal.Id = entry.Id;
            // An older proposal at this index was overwritten here, though another member may still hold and commit it.
            if (_placed.Remove(entry.Index.Value, out var overwritten))
                overwritten.End(ProposalOutcome.Unknown);
            _placed.Add(entry.Index.Value, proposal);
        }
    }

    /// <summary>Ends what the core took but did not hand out for storage: an empty entry stands for a refused configuration change.</summary>
    /// <param name="stillLeads">False if this node stepped down meanwhile; then a message that carries the entry may be on its way.</param>
    public void EndUnplaced(bool stillLeads)
    {
        while (_unplaced.TryDequeue(out var proposal))
            proposal.End(stillLeads ? ProposalOutcome.Dropped : ProposalOutcome.Unknown);
    }

    /// <summary>Takes out the proposal that waits for a committed entry; one of another term has lost its place for ever.</summary>
    public Proposal? Take(in Entry entry)
    {
        if (!_placed.Remove(entry.Index.Value, out var proposal))
            return null;
        if (proposal.Id == entry.Id)
            return proposal;
        proposal.End(ProposalOutcome.Superseded);
        return null;
    }

    /// <summary>A snapshot jumped over these indexes, or the node stops: nobody will tell.</summary>
    public void EndAll()
    {
        foreach (var proposal in _placed.Values.Concat(_unplaced))
            proposal.End(ProposalOutcome.Unknown);
        _placed.Clear();
        _unplaced.Clear();
    }
}
