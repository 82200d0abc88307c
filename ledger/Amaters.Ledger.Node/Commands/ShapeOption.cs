using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;

namespace Amaters.Ledger.Node.Commands;

/// <summary><c>--shape K,DEPTH</c>.</summary>
internal static class ShapeOption
{
    public static Option<CircuitShape> Create() => new("--shape")
    {
        Description = "Commands per batch and levels of the state tree, as K,DEPTH; small ones prove in a blink.",
        DefaultValueFactory = _ => CircuitShape.Production,
        CustomParser = Parse,
    };

    private static CircuitShape Parse(ArgumentResult argument)
    {
        var numbers = argument.Tokens[0].Value.Split(',');
        if (numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var commands) && commands is >= 1 and <= CircuitShape.CommandLimit
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth is >= 1 and <= OctalTree.DepthLimit)
        {
            return new CircuitShape(commands, depth);
        }

        argument.AddError($"--shape: '{argument.Tokens[0].Value}' is not K,DEPTH with K from 1 to {CircuitShape.CommandLimit} and DEPTH from 1 to {OctalTree.DepthLimit}.");
        return default;
    }
}
