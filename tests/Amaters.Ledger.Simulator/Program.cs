// `dotnet run dev.cs -- sim …`: deterministic simulation of whole Raft groups; explained in docs/raft.md, "Simulator".
using Amaters.Ledger.Simulator;

return CommandLine.TryParse(args, out var arguments, out var problem) ? new Session(arguments, Console.Out, Console.Error).Run() : Usage(problem);

static int Usage(string problem)
{
    Console.Error.WriteLine($"{problem}\n{CommandLine.Usage}");
    return 2;
}
