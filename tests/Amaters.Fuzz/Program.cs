// Fuzzes one decoder under afl-fuzz; README.md says how. The bounded run of the tests is in Amaters.Fuzz.Tests.
using System.Globalization;
using Amaters.Fuzz;
using SharpFuzz;

switch (args)
{
    case ["list"]:
        foreach (var target in FuzzTargets.All)
            Console.WriteLine(target.Name);
        return 0;

    case ["seeds", var name, var folder] when Find(name) is { } target:
        Directory.CreateDirectory(folder);
        for (var i = 0; i < target.Seeds.Count; i++)
            File.WriteAllBytes(Path.Combine(folder, $"seed-{i}"), target.Seeds[i]);
        return 0;

    case ["bounded", var name, var seconds, .. var seed] when Find(name) is { } target:
        var end = DateTime.UtcNow.AddSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        var first = seed.Length == 0 ? 1 : ulong.Parse(seed[0], CultureInfo.InvariantCulture);
        var tried = 0L;
        for (var round = first; DateTime.UtcNow < end; round++)
        {
            BoundedFuzzer.Run(target, round, iterations: 500);
            tried += 500;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {tried} inputs from seed {first} on, nothing found"));
        return 0;

    case ["instrument", var assembly]:
        Fuzzer.Instrument(assembly, _ => true, Options.Value);
        return 0;

    case ["run", var name]:
        // Instrumented code may run only inside, so even the targets are made there.
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            (Find(name) ?? throw new ArgumentException($"No target is called {name}.")).Accepts(input.ToArray());
        });
        return 0;

    default:
        Console.Error.WriteLine("usage: Amaters.Fuzz list | seeds TARGET FOLDER | bounded TARGET SECONDS [SEED] | instrument ASSEMBLY | run TARGET");
        return 2;
}

static IFuzzTarget? Find(string name) => FuzzTargets.All.FirstOrDefault(target => target.Name == name);
