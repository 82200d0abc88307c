using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Tests.Loop;

public sealed class LateCommitsTests
{
    private readonly List<Message> _sent = [];
    private readonly LateCommits _commits;

    public LateCommitsTests() => _commits = new LateCommits(_sent.Add);

    [Fact]
    public void Entries_go_at_once_and_instead_of_the_commit_index_that_was_held_for_their_receiver()
    {
        Message entries = Append(to: 2, commit: 7, entries: 1), other = Append(to: 3, commit: 6);
        _commits.Send(Append(to: 2, commit: 6), Ms(0));
        _commits.Send(other, Ms(1));
        _commits.Send(entries, Ms(2));
        Assert.Equal([entries], _sent);
        _commits.SendDue(Ms(100));
        Assert.Equal([entries, other], _sent);
    }

    [Fact]
    public void A_commit_index_goes_alone_when_nothing_follows()
    {
        var message = Append(to: 2, commit: 6);
        _commits.Send(message, Ms(10));
        Assert.Equal(LateCommits.LongestWait - Ms(3), _commits.SendDue(Ms(13)));
        Assert.Empty(_sent);
        Assert.Null(_commits.SendDue(Ms(10) + LateCommits.LongestWait));
        Assert.Equal([message], _sent);
        Assert.Null(_commits.SendDue(Ms(1000)));
        Assert.Equal([message], _sent);
    }

    [Fact]
    public void A_later_commit_index_takes_the_place_of_an_earlier_one_which_is_not_held_the_longer_for_it()
    {
        var last = Append(to: 2, commit: 9);
        _commits.Send(Append(to: 2, commit: 6), Ms(0));
        _commits.Send(last, Ms(3));
        Assert.Empty(_sent);
        _commits.SendDue(LateCommits.LongestWait);
        Assert.Equal([last], _sent);
    }

    [Fact]
    public void The_answer_to_a_read_comes_after_the_commit_index_that_it_may_need()
    {
        Message commit = Append(to: 2, commit: 6), read = Other(MessageType.ReadIndexResp, to: 2);
        _commits.Send(commit, Ms(0));
        _commits.Send(read, Ms(1));
        Assert.Equal([commit, read], _sent);
        Assert.Null(_commits.SendDue(Ms(100)));
    }

    [Fact]
    public void All_that_is_held_goes_when_it_must()
    {
        Message one = Append(to: 2, commit: 6), other = Append(to: 3, commit: 6);
        _commits.Send(one, Ms(0));
        _commits.Send(other, Ms(0));
        _commits.SendAll();
        Assert.Equal([one, other], _sent);
        Assert.Null(_commits.SendDue(Ms(100)));
        Assert.Equal([one, other], _sent);
    }

    [Theory]
    [InlineData(MessageType.Heartbeat, 2UL)]
    [InlineData(MessageType.ReadIndexResp, 3UL)]
    public void Heartbeats_and_messages_to_others_go_past_what_is_held(MessageType type, ulong to)
    {
        Message commit = Append(to: 2, commit: 6), message = Other(type, to);
        _commits.Send(commit, Ms(0));
        _commits.Send(message, Ms(1));
        Assert.Equal([message], _sent);
        _commits.SendDue(Ms(100));
        Assert.Equal([message, commit], _sent);
    }

    private static Message Append(ulong to, ulong commit, int entries = 0) => new()
    {
        Type = MessageType.App,
        From = new NodeId(1),
        To = new NodeId(to),
        Commit = new LogIndex(commit),
        Entries = [.. Enumerable.Range(0, entries).Select(_ => Entry.Proposed(new byte[1], EntryType.Normal))],
    };

    private static Message Other(MessageType type, ulong to) => new() { Type = type, From = new NodeId(1), To = new NodeId(to) };

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
