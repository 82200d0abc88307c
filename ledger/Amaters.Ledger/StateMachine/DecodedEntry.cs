using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Genesis;

namespace Amaters.Ledger.StateMachine;

/// <summary>A log entry and, for a command, what the checks that need no state said.</summary>
internal sealed class DecodedEntry(LedgerEntry entry)
{
    public LedgerEntry Entry { get; } = entry;

    public ResultCode Code { get; private set; }

    public SignedCommand? Command { get; private set; }

    public string Detail { get; private set; } = "";

    public void Check(GenesisDocument genesis)
    {
        Code = CommandAdmission.Check(genesis, Entry.Command.SignedCommand.Span, Entry.Command.Payload.Span, out var command, out var detail);
        (Command, Detail) = (command, detail);
    }
}
