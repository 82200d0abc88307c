using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Amaters.Testing;

namespace Amaters.Benchmarks;

/// <summary>Asks a script of <c>tests/node</c> for the same work on the same data, timed inside its own process and compared in its result.</summary>
internal static class BulkPeer
{
    /// <summary>Sends one request and takes times and result.</summary>
    /// <exception cref="InvalidDataException">The peer has another result: one of the two is wrong.</exception>
    public static Measurement Measure(string script, JsonObject request, string resultName, string expected)
    {
        using var judge = new NodeJudge(script);
        var answer = judge.Ask(request);
        var result = answer[resultName]!.ToJsonString().Trim('"');
        if (result != expected)
            throw new InvalidDataException($"The results differ.\n  ours:  {expected}\n  peer's: {result}");
        return new Measurement([.. answer["seconds"]!.AsArray().Select(value => TimeSpan.FromSeconds(value!.GetValue<double>()))]);
    }

    /// <summary>Writes values as they lie in memory to a file of a folder.</summary>
    public static string Store<T>(string folder, string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(values));
        return path;
    }

    /// <summary>Runs with a temporary folder that goes away.</summary>
    public static void WithFolder(Action<string> work)
    {
        var folder = Directory.CreateTempSubdirectory("amaters-bench-").FullName;
        try
        {
            work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
