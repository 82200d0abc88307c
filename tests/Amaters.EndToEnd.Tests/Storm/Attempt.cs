using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Protocol;

namespace Amaters.EndToEnd.Tests.Storm;

/// <summary>A command that a client handed in, once or more often, and what it was told.</summary>
/// <param name="Prepared">The command and its payload.</param>
/// <param name="Value">The plaintext value of a PUT.</param>
internal sealed record Attempt(PreparedCommand Prepared, string? Value)
{
    /// <summary>Every answer, in order; empty while the outcome is unknown.</summary>
    public List<SubmitResponse> Answers { get; } = [];

    /// <summary>The signed command.</summary>
    public SignedCommand Command => Prepared.Command;

    /// <summary>The ledger has said that the command has a place in the log: from then on it may not be lost.</summary>
    public bool IsAcknowledged => Answers.Any(answer => answer.Sequence != 0);
}
