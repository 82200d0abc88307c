// amaters-verify: checks what a ledger claims, offline. One file per command.
using System.CommandLine;
using Amaters.Verifier.Cli;

var root = new RootCommand("Checks proofs of the ledger offline: no server, no database, no network. Exit code 0: accepted, 1: rejected, 2: unreadable input or wrong usage.")
{
    ProofCommand.Create(),
    BundleCommand.Create(),
    ReceiptCommand.Create(),
    PromiseCommand.Create(),
};

var invocation = root.Parse(args);
var exitCode = invocation.Invoke();
return invocation.Errors.Count > 0 ? ExitCodes.Unreadable : exitCode;
