using System.CommandLine;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Command = System.CommandLine.Command;

namespace Amaters.Prover.Cli.Inputs;

/// <summary>Which circuit: the batch circuit of a shape (by default the production one), or one from a <c>.r1cs</c> file.</summary>
internal sealed class CircuitOptions
{
    private readonly Option<int> _k = new("--k") { Description = "Commands per batch.", DefaultValueFactory = _ => CircuitShape.Production.CommandCount };
    private readonly Option<int> _depth = new("--depth") { Description = "Levels of the state tree.", DefaultValueFactory = _ => CircuitShape.Production.TreeDepth };
    private readonly Option<FileInfo?> _circuit = new("--circuit") { Description = "A circuit as .r1cs, instead of the batch circuit.", HelpName = "FILE" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_k);
        command.Options.Add(_depth);
        command.Options.Add(_circuit);
    }

    /// <summary>The shape that was asked for.</summary>
    /// <exception cref="UnreadableInputException">No circuit has these sizes.</exception>
    public CircuitShape Shape(ParseResult parsed) =>
        CircuitShape.TryCreate(parsed.GetValue(_k), parsed.GetValue(_depth), out var shape)
            ? shape
            : throw new UnreadableInputException($"No circuit has k = {parsed.GetValue(_k)} and depth = {parsed.GetValue(_depth)}.");

    /// <summary>The circuit, with its shape where it is a batch circuit.</summary>
    public (R1cs Circuit, CircuitShape? Shape) Load(ParseResult parsed)
    {
        if (parsed.GetValue(_circuit) is { } file)
            return (InputFile.ReadCircuit(file).Circuit, null);
        var shape = Shape(parsed);
        return (BatchCircuit.Compile(shape), shape);
    }

    /// <summary>The circuit that a key says it is for, or the one of the <c>--circuit</c> file.</summary>
    public R1cs LoadFor(ParseResult parsed, CircuitShape? keyShape) =>
        parsed.GetValue(_circuit) is null && keyShape is { } shape ? BatchCircuit.Compile(shape) : Load(parsed).Circuit;
}
