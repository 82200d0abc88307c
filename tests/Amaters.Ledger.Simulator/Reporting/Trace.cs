using System.Globalization;
using System.Numerics;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Clock;

namespace Amaters.Ledger.Simulator.Reporting;

/// <summary>
/// Everything that happens in a run, folded into one number, and on request written down in the scenario notation. Two runs of one seed
/// are the same run exactly when their digests are equal.
/// </summary>
internal sealed class Trace(Scheduler scheduler, TextWriter? writer)
{
    /// <summary>Digest of all events so far.</summary>
    public ulong Digest { get; private set; } = 0x9E3779B97F4A7C15;

    /// <summary>Whether the events are written down, so that texts are worth making.</summary>
    public bool IsWritten => writer is not null;

    /// <summary>A tick of a node's clock.</summary>
    public void Tick(NodeId node) => Fold(1, node.Value);

    /// <summary>A node receives a message.</summary>
    public void Receive(NodeId node, Message message)
    {
        Fold(2, node.Value);
        Fold(message);
        if (IsWritten)
            Write($"> {node} receiving messages", RaftText.Describe(message));
    }

    /// <summary>A node hands out a Ready.</summary>
    public void Ready(NodeId node, Ready ready)
    {
        Fold(3, node.Value);
        Fold(ready.HardState);
        Fold((ulong)ready.Entries.Count, (ulong)ready.CommittedEntries.Count);
        Fold((ulong)ready.Messages.Count, (ulong)ready.ReadStates.Count);
        if (IsWritten)
            Write($"> {node} handling Ready", RaftText.Describe(ready));
    }

    /// <summary>Anything else that happens to <paramref name="node"/>, told in words.</summary>
    public void Note(NodeId node, string text)
    {
        Fold(4, node.Value);
        foreach (var letter in text)
            Fold(letter);
        if (IsWritten)
            Write($"# {node}: {text}", "");
    }

    private void Write(string head, string body)
    {
        writer!.Write(string.Create(CultureInfo.InvariantCulture, $"{head}  # step {scheduler.Step}, {scheduler.Now / (double)Scheduler.Second:F6} s\n"));
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            writer.Write($"  {line}\n");
    }

    private void Fold(Message message)
    {
        Fold((ulong)message.Type, message.From.Value);
        Fold(message.Term.Value, message.LogTerm.Value);
        Fold(message.Index.Value, message.Commit.Value);
        Fold(message.RejectHint.Value, message.ReadToken);
        Fold(message.Vote.Value, (message.Reject ? 1UL : 0) + (message.IsTransfer ? 2UL : 0));
        Fold(message.Snapshot?.Metadata.Index.Value ?? 0, (ulong)message.Entries.Count);
        foreach (var entry in message.Entries)
            Fold(entry.Term.Value, Fingerprint.Of(entry.Data.Span));
    }

    private void Fold(HardState? state)
    {
        Fold(state?.Term.Value ?? 0, state?.Vote.Value ?? 0);
        Fold(state?.Commit.Value ?? 0);
    }

    private void Fold(ulong first, ulong second)
    {
        Fold(first);
        Fold(second);
    }

    private void Fold(ulong value) => Digest = unchecked(BitOperations.RotateLeft(Digest ^ value ^ (ulong)scheduler.Now, 23) * 0xD6E8FEB86659FD93);
}
