using System.Text;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Promises;

namespace Amaters.Ledger.Tests.Bundles;

/// <summary>Promises judged by bundles: kept ones, broken ones, and those that nobody made.</summary>
public sealed class PromiseTests(BundleTests.History history) : IClassFixture<BundleTests.History>
{
    private static readonly DateTimeOffset Due = DateTimeOffset.FromUnixTimeMilliseconds(2_000_000);

    [Fact]
    public void A_promise_of_each_command_of_the_history_is_kept()
    {
        foreach (var batch in history.Batches)
        {
            foreach (var (command, i) in batch.Commands.Select((command, i) => (command, i)))
            {
                var report = Judge(PromiseOf(command, batch.Header.Range.FirstIndex + (ulong)i));
                Assert.Equal((PromiseVerdict.Kept, batch.Header.Range.BatchNumber), (report.Verdict, report.BatchNumber));
                Assert.Equal("ledger.test/node-1", report.Signer);
            }
        }
    }

    [Fact]
    public void A_leader_who_drops_a_promised_command_is_exposed()
    {
        // He took the command in, promised the next number, and put another's in its place.
        var (dropped, other) = (Command(0, 1), Command(1, 0));
        var promise = PromiseOf(dropped, 3);
        Assert.NotEqual(dropped.Digest, other.Digest);
        var report = Judge(promise);
        Assert.Equal((PromiseVerdict.Broken, "ledger.test/node-1"), (report.Verdict, report.Signer));
        Assert.Contains($"{dropped.Digest}", report.Detail, StringComparison.Ordinal);
        Assert.Contains($"{other.Digest}", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leader_who_never_brings_it_is_exposed_when_it_is_due()
    {
        var promise = PromiseOf(Command(0, 0), 6);
        Assert.Equal(PromiseVerdict.NotDue, Judge(promise).Verdict);
        Assert.Equal(PromiseVerdict.NotDue, Judge(promise, at: Due).Verdict);
        Assert.Equal(PromiseVerdict.Overdue, Judge(promise, at: Due.AddMilliseconds(1)).Verdict);
    }

    [Fact]
    public void A_forged_promise_is_refused()
    {
        var promise = PromiseOf(Command(0, 0), 1);
        using var stranger = NoteSigner.Generate("ledger.test/node-1", out _);
        Refused(promise.Sign(stranger), "No member");
        var signature = promise.Sign(TestLedger.Signer).Signatures;
        foreach (var altered in (SubmissionPromise[])[promise with { Sequence = 2 }, promise with { DueTimeMs = 1 }, promise with { Client = Fr.One }, promise with { CommandDigest = Command(0, 1).Digest }])
            Refused(new SignedNote(altered.ToText(), signature), "No member");
        // What a node signs of its history is no promise, whatever it says.
        Refused(history.CheckpointOver(3), "no promise");
    }

    [Fact]
    public void A_promise_is_no_checkpoint()
    {
        Assert.False(Checkpoint.TryRead(PromiseOf(Command(0, 0), 1).ToText(), history.Ledger.Genesis.LedgerId, out _));
        Assert.False(SubmissionPromise.TryRead(history.CheckpointOver(3).Text, out _));
    }

    [Fact]
    public void A_promise_of_another_ledger_is_refused()
    {
        Refused((PromiseOf(Command(0, 0), 1) with { LedgerId = Fr.One }).Sign(TestLedger.Signer), "ledger");
        using var bundle = new MemoryStream(history.Bundle(1, 3));
        Assert.Equal(PromiseVerdict.Refused, PromiseJudge.Judge(PromiseOf(Command(0, 0), 1).Sign(TestLedger.Signer).Encode(), bundle, Fr.One, null).Verdict);
    }

    [Fact]
    public void Another_clients_name_on_a_kept_promise_breaks_it() =>
        Assert.Equal(PromiseVerdict.Broken, Judge(PromiseOf(Command(0, 0), 1) with { Client = Fr.One }).Verdict);

    [Fact]
    public void A_bundle_that_cannot_judge_is_refused()
    {
        var promise = PromiseOf(Command(0, 0), 1).Sign(TestLedger.Signer).Encode();
        Assert.StartsWith("The bundle begins", Judge(promise, history.Bundle(2, 3)).Detail, StringComparison.Ordinal);
        var damaged = history.Bundle(1, 3);
        damaged[damaged.Length / 2] ^= 1;
        Assert.StartsWith("The bundle is refused", Judge(promise, damaged).Detail, StringComparison.Ordinal);

        // No member answers for the end of this one.
        using var stream = new MemoryStream();
        using (var writer = new BundleWriter(stream, history.Ledger.Genesis, history.Circuit.VerifyingKey, BundleStart.Genesis))
        {
            writer.Write(history.Batches[0]);
            writer.Complete();
        }

        var report = Judge(promise, stream.ToArray());
        Assert.True(report.Audit!.IsAccepted);
        Assert.Equal(PromiseVerdict.Refused, report.Verdict);
        Assert.Equal(PromiseVerdict.NotJudged, new PromiseReport().Verdict);
    }

    [Fact]
    public void A_promise_has_one_spelling()
    {
        var promise = PromiseOf(Command(0, 0), 12);
        var text = promise.ToText();
        Assert.True(SubmissionPromise.TryRead(text, out var read));
        Assert.Equal(promise, read);
        string[] others =
        [
            "", text[..^1], text + "\n", text + "more\n", text.ToUpperInvariant(), text.Replace("\n12\n", "\n012\n", StringComparison.Ordinal), text.Replace("\n12\n", "\n+12\n", StringComparison.Ordinal),
            text.Replace("\n12\n", "\n0\n", StringComparison.Ordinal), text.Replace("\n12\n", "\n99999999999999999999\n", StringComparison.Ordinal), text.Replace("promise", "ledger", StringComparison.Ordinal),
            text.Replace($"{promise.DueTimeMs}", $"-{promise.DueTimeMs}", StringComparison.Ordinal), text.Replace("\n12\n", "\nff\n12\n", StringComparison.Ordinal),
            // Above the field's modulus, and too short.
            text.Replace(Convert.ToHexStringLower(promise.Client.ToBytes()), new string('f', 64), StringComparison.Ordinal),
            text.Replace(Convert.ToHexStringLower(promise.Client.ToBytes()), new string('0', 62), StringComparison.Ordinal),
        ];
        Assert.All(others, other => Assert.False(SubmissionPromise.TryRead(other, out _), other));
    }

    [Fact]
    public void No_flipped_bit_of_a_promise_is_accepted()
    {
        var bytes = PromiseOf(Command(0, 0), 1).Sign(TestLedger.Signer).Encode();
        for (var i = 0; i < bytes.Length; i += 3)
        {
            var tampered = (byte[])bytes.Clone();
            tampered[i] ^= 1;
            Assert.Equal(PromiseVerdict.Refused, Judge(tampered, history.Bundle(1, 1)).Verdict);
        }

        Assert.Equal(PromiseVerdict.Refused, Judge(Encoding.UTF8.GetBytes(new string('x', PromiseJudge.EncodedByteCountMax + 1)), history.Bundle(1, 1)).Verdict);
    }

    private SignedCommand Command(int batch, int place) => history.Batches[batch].Commands[place];

    private SubmissionPromise PromiseOf(SignedCommand command, ulong sequence) =>
        new(history.Ledger.Genesis.LedgerId, command.Digest, command.Client, sequence, Due.ToUnixTimeMilliseconds());

    private void Refused(SignedNote note, string because)
    {
        var report = Judge(note.Encode(), history.Bundle(1, 3));
        Assert.Equal(PromiseVerdict.Refused, report.Verdict);
        Assert.Contains(because, report.Detail, StringComparison.Ordinal);
    }

    private PromiseReport Judge(SubmissionPromise promise, DateTimeOffset? at = null) => Judge(promise.Sign(TestLedger.Signer).Encode(), history.Bundle(1, 3), at);

    private PromiseReport Judge(byte[] promise, byte[] bundle, DateTimeOffset? at = null)
    {
        using var stream = new MemoryStream(bundle);
        return PromiseJudge.Judge(promise, stream, history.Ledger.Genesis.LedgerId, at);
    }
}
