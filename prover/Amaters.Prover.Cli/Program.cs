// amaters-prover: keys, proofs and the files of public tools. One file per command.
using System.CommandLine;
using Amaters.Prover.Cli;
using Amaters.Prover.Cli.Commands;

var root = new RootCommand("Makes keys and proofs of the batch statement. Exit code 0: done, 1: the witness or the key is refused, 2: unreadable input or wrong usage.")
{
    SetupCommand.Create(),
    ProveCommand.Create(),
    ExportCommand.Create(),
    InspectCommand.Create(),
    ConstraintsCommand.Create(),
};

var invocation = root.Parse(args);
var exitCode = invocation.Invoke();
return invocation.Errors.Count > 0 ? ExitCodes.Unreadable : exitCode;
