using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Statements;

/// <summary>What one proof is about. Its digest is the circuit's only public input.</summary>
/// <param name="PreviousHeader">Digest of the batch before, 0 for the first.</param>
/// <param name="OldRoot">State root before the batch.</param>
/// <param name="NewRoot">State root after it.</param>
/// <param name="CommandsRoot">Root of the <see cref="Trees.CommandsTree"/> over all k digests, padding included.</param>
/// <param name="Outcomes">Which commands took effect.</param>
/// <param name="Range">Number of the batch and of its first command, and their count.</param>
/// <param name="LedgerId">Digest of the genesis document.</param>
public sealed partial record BatchHeader(
    Fr PreviousHeader, Fr OldRoot, Fr NewRoot, Fr CommandsRoot, BatchOutcomes Outcomes, BatchRange Range, Fr LedgerId)
{
    /// <summary>H8(BATCH, previousHeader, oldRoot, newRoot, commandsRoot, outcomes, range, ledgerId) (BATCH-1).</summary>
    public Fr Digest()
    {
        Span<Fr> inputs = stackalloc Fr[Compression.Arity];
        WriteDigestInputs(inputs);
        return Compression.H8(inputs);
    }

    /// <summary>Writes the eight inputs of <see cref="Digest"/>.</summary>
    internal void WriteDigestInputs(Span<Fr> inputs) => Compression.WriteInputs(
        inputs, DomainTag.Batch, PreviousHeader, OldRoot, NewRoot, CommandsRoot, Outcomes.ToFr(), Range.ToFr(), LedgerId);
}
