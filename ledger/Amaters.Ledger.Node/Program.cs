using System.CommandLine;
using Amaters.Ledger.Node.Commands;

var root = new RootCommand("A node of an Amaters ledger: it orders, stores and applies commands that it cannot read, each batch only with a proof.")
{
    RunCommand.Create(),
    DemoCommand.Create(),
    UpCommand.Create(),
    GenesisCommand.Create(),
    HealthCommand.Create(),
};
// Long enough to hand leadership over, finish a proof and close the files.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await root.Parse(args).InvokeAsync(invocation);
