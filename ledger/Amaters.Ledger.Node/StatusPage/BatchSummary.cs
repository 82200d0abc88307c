using System.Diagnostics;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Node.StatusPage;

/// <summary>One applied batch in a line.</summary>
/// <param name="Number">Batch number.</param>
/// <param name="CommandCount">Clients' commands in it.</param>
/// <param name="EffectiveCount">Those that took effect.</param>
/// <param name="Worker">Name that the prover gave itself.</param>
/// <param name="SealedAt">When it was sealed.</param>
/// <param name="ProvingTime">From sealing to the proof's place in the log: waiting, proving and checking.</param>
internal sealed record BatchSummary(ulong Number, int CommandCount, int EffectiveCount, string Worker, DateTimeOffset SealedAt, TimeSpan ProvingTime)
{
    public static BatchSummary Of(AppliedBatch batch)
    {
        if (!BatchHeader.TryDecode(batch.Header.Span, out var header, out _))
            throw new UnreachableException("An applied batch has a well-formed header.");
        return new BatchSummary(
            header.Range.BatchNumber,
            batch.Commands.Count,
            batch.Commands.Count(command => command.Result == ResultCode.Ok),
            batch.Worker,
            DateTimeOffset.FromUnixTimeMilliseconds(batch.SealedTimeMs),
            TimeSpan.FromMilliseconds(batch.ProvenTimeMs - batch.SealedTimeMs));
    }
}
