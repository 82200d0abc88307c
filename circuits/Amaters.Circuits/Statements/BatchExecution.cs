namespace Amaters.Circuits.Statements;

/// <summary>What executing a batch gave.</summary>
public sealed record BatchExecution
{
    /// <summary>What became of each of the clients' commands, in order, without padding.</summary>
    public required IReadOnlyList<CommandResult> Results { get; init; }

    /// <summary>The execution step by step, with the header.</summary>
    public required BatchTrace Trace { get; init; }

    /// <summary>The state after the batch, laid over the state before it: commit it or drop it.</summary>
    public required LedgerStateFork After { get; init; }

    /// <summary>The header that a proof of this batch is about.</summary>
    public BatchHeader Header => Trace.Header;
}
