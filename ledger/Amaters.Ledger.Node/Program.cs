using System.CommandLine;
using Amaters.Ledger.Node.Commands;

var root = new RootCommand("A node of an Amaters ledger: it orders, stores and applies commands that it cannot read, each batch only with a proof.")
{
    RunCommand.Create(),
    UpCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
