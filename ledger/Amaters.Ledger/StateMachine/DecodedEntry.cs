using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Genesis;

namespace Amaters.Ledger.StateMachine;

/// <summary>A log entry and, for a command, what the checks that need no state said.</summary>
internal sealed class DecodedEntry(LedgerEntry entry)
{
    public LedgerEntry Entry { get; } = entry;

    public ResultCode Code { get; private set; }

    public VerifiedCommand? Command { get; private set; }

    public string Detail { get; private set; } = "";

    public void Check(GenesisDocument genesis, AdmittedCommands admitted, PublicKeyMemo keys)
    {
        var bytes = Entry.Command.SignedCommand;
        Code = CommandAdmission.Check(genesis, bytes.Span, Entry.Command.Payload.Span, admitted.Find(bytes), keys, out var command, out var detail);
        (Command, Detail) = (command, detail);
        admitted.Remove(bytes);
    }
}
