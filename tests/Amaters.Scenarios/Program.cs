// `dotnet run dev.cs -- scenarios DIR [--rewrite]`: runs every scenario file below DIR; the notation is explained in docs/raft.md.
using Amaters.Scenarios;

var folders = args.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
var options = args.Except(folders).ToArray();
if (folders.Length != 1 || options.Except(["--rewrite"]).Any())
{
    Console.Error.WriteLine("usage: scenarios DIR [--rewrite]");
    return 2;
}

if (!Directory.Exists(folders[0]))
{
    Console.Error.WriteLine($"There is no folder {folders[0]}.");
    return 2;
}

var results = ScenarioRunner.RunFolder(folders[0], rewrite: options.Length > 0).ToList();
foreach (var result in results.Where(result => result.Failure is not null))
    Console.WriteLine($"FAILED {result.Location}: {result.Command}\n{result.Failure}\n");
var failed = results.Count(result => result.Failure is not null);
Console.WriteLine($"{results.Count - failed} passed, {failed} failed");
return failed == 0 && results.Count > 0 ? 0 : 1;
