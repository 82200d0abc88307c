// amaters: the client's command line. One file per command, under Commands/.
using System.CommandLine;
using Amaters.Ledger.Cli;
using Amaters.Ledger.Cli.Commands;

var connection = new ConnectionOptions();
var root = new RootCommand("Keeps records in a ledger whose operators cannot read them. Exit code 0: done, 1: refused by the ledger or not found, 2: wrong usage or unreadable file, 3: no node could be reached, 4: a node's answer does not hold.")
{
    KeysCommand.Create(connection),
    PutCommand.Create(connection),
    GetCommand.Create(connection),
    DeleteCommand.Create(connection),
    TransferCommand.Create(connection),
    ScanCommand.Create(connection),
    HistoryCommand.Create(connection),
    ImportCommand.Create(connection),
    ReceiptCommand.Create(connection),
    StatusCommand.Create(connection),
    WatchCommand.Create(connection),
    ExportBundleCommand.Create(connection),
    AdminCommand.Create(connection),
};
connection.AddTo(root);

var invocation = root.Parse(args);
var exitCode = await invocation.InvokeAsync();
return invocation.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
