using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amaters.Circuits.Constraints;
using Amaters.Prover.Cli.Inputs;

namespace Amaters.Prover.Cli.Commands;

/// <summary><c>amaters-prover constraints</c>: what each gadget of a circuit costs.</summary>
internal static partial class ConstraintsCommand
{
    public static Command Create()
    {
        var levels = new Option<int>("--levels") { Description = "Show gadgets down to this depth of nesting.", DefaultValueFactory = _ => 3 };
        var circuitOptions = new CircuitOptions();
        var command = new Command("constraints", "Counts the constraints of each gadget of a circuit; numbered gadgets of one kind count together.") { levels };
        circuitOptions.AddTo(command);
        return command.Runs((parsed, report) =>
        {
            var (circuit, shape) = circuitOptions.Load(parsed);
            report.Add("shape", "shape", shape?.ToString() ?? "from file");
            report.Add("digest", "digest", circuit.Digest.ToString());
            report.Add("constraints", "constraints", circuit.ConstraintCount);
            report.Add("wires", "wires", circuit.WireCount);
            report.Add("terms", "terms", circuit.A.NonzeroCount + circuit.B.NonzeroCount + circuit.C.NonzeroCount);
            report.Add("gadgets", "gadgets", Profile(circuit, parsed.GetValue(levels)));
            return report.Finish(ExitCodes.Done);
        });
    }

    private static JsonObject Profile(R1cs circuit, int levels)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < circuit.ConstraintCount; row++)
        {
            var names = Number().Replace(circuit.Sources.OfConstraint(row).GadgetPath, string.Empty).Split('/');
            for (int level = 1; level <= Math.Min(levels, names.Length); level++)
            {
                var path = string.Join('/', names[..level]);
                counts[path] = counts.GetValueOrDefault(path) + 1;
            }
        }

        return new JsonObject(counts.Select(entry => KeyValuePair.Create(entry.Key.Length == 0 ? "top level" : entry.Key, (JsonNode?)entry.Value)));
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Number();
}
