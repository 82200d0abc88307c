using System.CommandLine;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Command = System.CommandLine.Command;

namespace Amaters.Prover.Cli.Inputs;

/// <summary>What to prove: a batch of signed commands, a made-up batch, or a witness from a <c>.wtns</c> file.</summary>
internal sealed class WitnessOptions
{
    private readonly Option<FileInfo?> _batch = new("--batch") { Description = "Signed commands and state, as JSON ('export batch' writes an example).", HelpName = "FILE" };
    private readonly Option<int?> _sample = new("--sample") { Description = "A made-up batch; equal seeds give equal batches.", HelpName = "SEED" };
    private readonly Option<FileInfo?> _witness = new("--witness") { Description = "A value for every wire, as .wtns.", HelpName = "FILE" };

    /// <summary>Adds the options to a command, of which exactly one must be given.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_batch);
        command.Options.Add(_sample);
        command.Options.Add(_witness);
        command.Validators.Add(result =>
        {
            if (new Option[] { _batch, _sample, _witness }.Count(option => result.GetResult(option) is not null) != 1)
                result.AddError("Exactly one of --batch, --sample and --witness says what to prove.");
        });
    }

    /// <summary>The witness, with the header that it is about where it comes from a batch.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="shape">The shape for a made-up batch; null where the circuit is no batch circuit.</param>
    /// <param name="publicCount">The circuit's number of public inputs.</param>
    public (Witness Witness, BatchHeader? Header) Load(ParseResult parsed, CircuitShape? shape, int publicCount)
    {
        if (parsed.GetValue(_witness) is { } file)
            return (InputFile.ReadWitness(file, publicCount), null);
        if (shape is not { } batchShape)
            throw new UnreadableInputException("This circuit is no batch circuit: give its witness with --witness.");
        var input = parsed.GetValue(_batch) is { } batch ? InputFile.ReadBatch(batch) : SampleBatch.Create(batchShape, parsed.GetValue(_sample)!.Value);
        if (input.Batch.Shape != batchShape)
            throw new UnreadableInputException($"The batch is for a circuit with {input.Batch.Shape}, not {batchShape}.");
        return (input.GenerateWitness(), input.Execution.Header);
    }
}
