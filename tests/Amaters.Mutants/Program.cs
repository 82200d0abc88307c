// `dotnet run dev.cs -- mutants consensus [WORD]`: re-inserts known bugs, one at a time, and shows which test catches each.
// WORD runs only the mutants whose name contains it. With `simulator` instead of `consensus`, simulated runs are to catch the worst of them.
using Amaters.Mutants;

if (args is not ["consensus" or "simulator"] and not ["consensus" or "simulator", _])
{
    Console.Error.WriteLine("usage: mutants consensus|simulator [WORD]");
    return 2;
}

var isSimulated = args[0] == "simulator";
var run = isSimulated
    ? new MutantRun(ConsensusMutants.Project, ConsensusMutants.SimulatorTests, "--filter-method", "*seeds_hold*")
    : new MutantRun(ConsensusMutants.Project, ConsensusMutants.Tests, "--filter-not-trait", "Source=Outside");
var mutants = isSimulated ? ConsensusMutants.ForSimulator : ConsensusMutants.All;
if (run.Prepare() is { } problem)
{
    Console.WriteLine(problem);
    return 1;
}

const int NamedCount = 3;
int caught = 0, survived = 0;
foreach (var mutant in mutants.Where(mutant => args.Length < 2 || mutant.Name.Contains(args[1], StringComparison.OrdinalIgnoreCase)))
{
    try
    {
        // The story of the same pitfall, whose name begins with its number, comes first.
        var pitfall = $"{mutant.Pitfall:D2}";
        var failed = run.Try(mutant).OrderByDescending(test => test.StartsWith(pitfall, StringComparison.Ordinal)).ThenBy(test => test, StringComparer.Ordinal).ToList();
        Console.WriteLine(failed.Count == 0
            ? $"SURVIVED  {mutant.Name}"
            : $"caught    {mutant.Name}\n          by {string.Join("\n             ", failed.Take(NamedCount))}{(failed.Count > NamedCount ? $"\n             and {failed.Count - NamedCount} more" : "")}");
        if (failed.Count == 0)
            survived++;
        else
            caught++;
    }
    catch (InvalidOperationException exception)
    {
        Console.WriteLine($"INVALID   {mutant.Name}: {exception.Message}");
        survived++;
    }
}

Console.WriteLine($"{caught} caught, {survived} survived");
return survived == 0 && caught > 0 ? 0 : 1;
