using Amaters.Circuits.Signatures;
using Amaters.Ledger.Pipeline;
using Amaters.Ledger.StateMachine;

namespace Amaters.Ledger.Tests.Pipeline;

/// <summary>What callers wait for: proven means the command's own batch, applied means that and every batch before it.</summary>
public sealed class ProgressBoardTests(SmallCircuit circuit) : IClassFixture<SmallCircuit>
{
    private static readonly SchnorrSecretKey Alice = SchnorrSecretKey.Generate();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_that_is_proven_out_of_turn_is_proven_before_it_is_applied()
    {
        using var ledger = TwoSealedBatches();
        var board = new ProgressBoard(ledger.Machine);
        var (firstProven, secondProven, secondApplied) = (board.WaitForProvenAsync(2, Stop), board.WaitForProvenAsync(3, Stop), board.WaitForAppliedAsync(3, Stop));

        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(2, ledger.Prove(2)));
        await secondProven;
        Assert.True(board.WaitForProvenAsync(4, Stop).IsCompletedSuccessfully);
        Assert.False(firstProven.IsCompleted);
        Assert.False(secondApplied.IsCompleted);
        Assert.Equal((1, 0ul), (ledger.Machine.Progress.ProvenAheadCount, ledger.Machine.Progress.ProvenSequence));

        Assert.Equal(ProofOutcome.Accepted, ledger.SubmitProof(1, ledger.Prove(1)));
        await firstProven;
        await secondApplied;
        Assert.Equal((0, 4ul), (ledger.Machine.Progress.ProvenAheadCount, ledger.Machine.Progress.ProvenSequence));
    }

    [Fact]
    public void A_restart_remembers_what_was_proven_out_of_turn()
    {
        using var ledger = TwoSealedBatches();
        ledger.SubmitProof(2, ledger.Prove(2));
        ledger.Restart();
        var board = new ProgressBoard(ledger.Machine);
        Assert.True(board.WaitForProvenAsync(3, Stop).IsCompletedSuccessfully);
        Assert.False(board.WaitForProvenAsync(1, Stop).IsCompleted);
        Assert.False(board.WaitForAppliedAsync(3, Stop).IsCompleted);
    }

    [Fact]
    public void A_refused_proof_wakes_nobody()
    {
        using var ledger = TwoSealedBatches();
        var board = new ProgressBoard(ledger.Machine);
        var waiting = board.WaitForProvenAsync(3, Stop);
        Assert.Equal(ProofOutcome.Refused, ledger.SubmitProof(2, ledger.Prove(1)));
        Assert.False(waiting.IsCompleted);
    }

    private TestLedger TwoSealedBatches()
    {
        var ledger = new TestLedger(circuit);
        ledger.Register(Alice);
        for (ulong tag = 1; tag <= 4; tag++)
            ledger.Submit(ledger.Put(Alice, tag, 0, [1]), [1]);
        Assert.True(ledger.Seal(2).IsSealed);
        Assert.True(ledger.Seal(2).IsSealed);
        return ledger;
    }
}
