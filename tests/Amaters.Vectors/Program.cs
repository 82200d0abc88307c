// Runs every vector file below a folder: EIP-2537 by file name, and the known answers of Poseidon2.
using System.Text.Json;
using Amaters.Vectors;
using Amaters.Vectors.Eip2537;

if (args.Length != 1 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: dotnet run dev.cs -- vectors DIR    (DIR: a folder with vector files, searched with its subfolders)");
    return 2;
}

int passed = 0, failed = 0;
foreach (var path in Directory.EnumerateFiles(args[0], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    var name = Path.GetRelativePath(args[0], path);
    if (Open(path) is not { } run)
    {
        Console.WriteLine($"{name}: skipped, not a kind of file that this program knows");
        continue;
    }

    int passedBefore = passed, failedBefore = failed;
    try
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var outcome in run(document.RootElement))
        {
            if (outcome.Failure is null)
            {
                passed++;
                continue;
            }

            failed++;
            Console.WriteLine($"{name}: {outcome.Name}: {outcome.Failure}");
        }
    }
    catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
    {
        failed++;
        Console.WriteLine($"{name}: not a readable vector file: {exception.Message}");
    }

    Console.WriteLine($"{name}: {passed - passedBefore} passed, {failed - failedBefore} failed");
}

Console.WriteLine($"\n{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;

static Func<JsonElement, IEnumerable<CaseOutcome>>? Open(string path)
{
    if (Path.GetFileName(path) == Poseidon2Suite.FileName)
        return Poseidon2Suite.Run;
    return Eip2537Suite.OperationFor(path) is { } operation ? cases => Eip2537Suite.Run(operation, cases) : null;
}
