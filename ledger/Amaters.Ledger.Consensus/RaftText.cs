using System.Globalization;
using System.Text;

namespace Amaters.Ledger.Consensus;

/// <summary>Messages, entries and Readys in the scenario notation of docs/raft.md: what tests compare and operators read.</summary>
public static class RaftText
{
    /// <summary>A Ready over several lines, each ended by a line feed; <c>&lt;empty Ready&gt;</c> if it asks for nothing.</summary>
    public static string Describe(Ready ready)
    {
        ArgumentNullException.ThrowIfNull(ready);
        var text = new StringBuilder();
        if (ready.SoftState is { } soft)
            text.Append(CultureInfo.InvariantCulture, $"Lead:{soft.Leader} State:State{soft.Role}\n");
        if (ready.HardState is { } hard)
            text.Append(CultureInfo.InvariantCulture, $"HardState {Describe(hard)}\n");
        if (ready.ReadStates.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"ReadStates [{string.Join(' ', ready.ReadStates.Select(Describe))}]\n");
        if (ready.Entries.Count > 0)
            text.Append("Entries:\n").Append(Describe(ready.Entries));
        if (ready.Snapshot is { IsEmpty: false } snapshot)
            text.Append(CultureInfo.InvariantCulture, $"Snapshot {Describe(snapshot)}\n");
        if (ready.CommittedEntries.Count > 0)
            text.Append("CommittedEntries:\n").Append(Describe(ready.CommittedEntries));
        if (ready.Messages.Count > 0)
        {
            text.Append("Messages:\n");
            foreach (var message in ready.Messages)
                text.Append(Describe(message)).Append('\n');
        }

        return text.Length == 0 ? "<empty Ready>" : $"Ready MustSync={(ready.MustSync ? "true" : "false")}:\n{text}";
    }

    /// <summary>A message, without a line feed at its end.</summary>
    public static string Describe(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var text = new StringBuilder();
        Append(text, message, "");
        return text.ToString();
    }

    /// <summary>Entries, one a line, each ended by a line feed.</summary>
    public static string Describe(IReadOnlyList<Entry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var text = new StringBuilder();
        foreach (var entry in entries)
            text.Append(Describe(entry)).Append('\n');
        return text.ToString();
    }

    /// <summary>An entry: <c>term/index type data</c>.</summary>
    public static string Describe(Entry entry)
    {
        if (entry.Type == EntryType.Normal)
            return $"{entry.Id} EntryNormal {Quote(entry.Data.Span)}";
        if (!Membership.ConfChange.TryDecode(entry.Data.Span, out var change))
            return $"{entry.Id} Entry{entry.Type} <unreadable>";
        return change.Changes.Count == 0 ? $"{entry.Id} Entry{entry.Type}" : $"{entry.Id} Entry{entry.Type} {change}";
    }

    /// <summary>Term, vote (if given) and commit.</summary>
    public static string Describe(HardState state) =>
        state.Vote == NodeId.None ? $"Term:{state.Term} Commit:{state.Commit}" : $"Term:{state.Term} Vote:{state.Vote} Commit:{state.Commit}";

    /// <summary>A snapshot's metadata.</summary>
    public static string Describe(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return $"Index:{snapshot.Metadata.Index} Term:{snapshot.Metadata.Term} ConfState:{Describe(snapshot.Metadata.ConfState)}";
    }

    /// <summary>The five parts of a stored configuration.</summary>
    public static string Describe(ConfState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return $"Voters:{List(state.Voters)} VotersOutgoing:{List(state.VotersOutgoing)} Learners:{List(state.Learners)} "
            + $"LearnersNext:{List(state.LearnersNext)} AutoLeave:{(state.AutoLeave ? "true" : "false")}";
    }

    private static string Describe(ReadState state) =>
        state.IsRefused ? $"{{refused {Quote(state.Context.Span)}}}" : $"{{{state.Index} {Quote(state.Context.Span)}}}";

    private static void Append(StringBuilder text, Message message, string indent)
    {
        text.Append(CultureInfo.InvariantCulture, $"{indent}{Target(message.From)}->{Target(message.To)} Msg{message.Type} Term:{message.Term} Log:{message.LogTerm}/{message.Index}");
        if (message.Reject)
            text.Append(CultureInfo.InvariantCulture, $" Rejected (Hint: {message.RejectHint})");
        if (message.Commit != LogIndex.Zero)
            text.Append(CultureInfo.InvariantCulture, $" Commit:{message.Commit}");
        if (message.Vote != NodeId.None)
            text.Append(CultureInfo.InvariantCulture, $" Vote:{message.Vote}");
        if (message.Entries.Count == 1)
            text.Append(CultureInfo.InvariantCulture, $" Entries:[{Describe(message.Entries[0])}]");
        else if (message.Entries.Count > 1)
            text.Append(CultureInfo.InvariantCulture, $" Entries:[{string.Concat(message.Entries.Select(entry => $"\n{indent}  {Describe(entry)}"))}\n{indent}]");
        if (message.Snapshot is { IsEmpty: false } snapshot)
            text.Append(CultureInfo.InvariantCulture, $"\n{indent}  Snapshot: {Describe(snapshot)}");
        if (message.Responses.Count == 0)
            return;
        text.Append(" Responses:[");
        foreach (var response in message.Responses)
        {
            text.Append('\n');
            Append(text, response, indent + "  ");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{indent}]");
    }

    private static string Target(NodeId id)
    {
        if (id == NodeId.None)
            return "None";
        if (id == NodeId.AppendThread)
            return "AppendThread";
        return id == NodeId.ApplyThread ? "ApplyThread" : id.Value.ToString("x", CultureInfo.InvariantCulture);
    }

    private static string List(IReadOnlyList<NodeId> ids) => $"[{string.Join(' ', ids)}]";

    /// <summary>Printable ASCII as it is, quotes and backslashes escaped, every other byte as \xNN.</summary>
    private static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("\"");
        foreach (var value in bytes)
        {
            if (value is (byte)'"' or (byte)'\\')
                text.Append('\\').Append((char)value);
            else if (value is >= 0x20 and < 0x7F)
                text.Append((char)value);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        return text.Append('"').ToString();
    }
}
