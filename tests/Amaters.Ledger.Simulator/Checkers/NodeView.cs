using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>What the judge remembers of one running process.</summary>
internal sealed class NodeView
{
    /// <summary>The log as of the last Ready, durable or not.</summary>
    public TermLog Log { get; } = new();

    /// <summary>The configuration as of the last Ready. What the next one shows may have been decided under either.</summary>
    public required Configuration Configuration { get; set; }

    /// <summary>Commit as of the last Ready.</summary>
    public LogIndex Commit { get; set; }

    /// <summary>The last term in which it led.</summary>
    public Term LedTerm { get; set; }

    /// <summary>Whether it led as of the last Ready.</summary>
    public bool IsLeading { get; set; }
}
