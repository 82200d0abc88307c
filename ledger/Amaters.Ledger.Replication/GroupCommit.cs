namespace Amaters.Ledger.Replication;

/// <summary>Decides when commands that wait on the leader go to the log together: one sync, one message per peer and one wake-up for many.</summary>
/// <remarks>
/// <para>While a round (entries on their way to a quorum) is out, commands wait for its end. After it, they wait for those callers
/// who were just answered and will probably ask again, but only for as long as the round took. A lone caller so never waits, nor does
/// whoever comes later; and no command waits longer than <see cref="LongestWait"/>, so that slow links still carry many rounds at once.</para>
/// <para>A command that waits is not in the log yet: nothing is lost, reordered or promised by waiting.</para>
/// </remarks>
internal sealed class GroupCommit
{
    /// <summary>No command is held back for longer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(10);

    /// <summary>So many commands go at once, whatever is out.</summary>
    public const int Plenty = 384;

    private int _roundSize, _company;
    private bool _isOut;
    private TimeSpan _roundBegan, _companyUntil;

    /// <summary>Notes that so many commands go to the log.</summary>
    public void BeginRound(int size, TimeSpan now) => (_roundSize, _roundBegan, _isOut) = (size, now, true);

    /// <summary>Notes that everything in the log is committed, while so many commands wait.</summary>
    public void EndRound(int waiting, TimeSpan now)
    {
        if (!_isOut)
            return;
        _isOut = false;
        _company = _roundSize + waiting;
        _companyUntil = now + (now - _roundBegan);
    }

    /// <summary>How long what waits may still wait: zero if it is to go now.</summary>
    /// <param name="waiting">Commands that wait; at least one.</param>
    /// <param name="since">When the first of them arrived.</param>
    /// <param name="now">The same clock's time.</param>
    /// <param name="enough">The number of waiting commands at which to ask again before that.</param>
    public TimeSpan Wait(int waiting, TimeSpan since, TimeSpan now, out int enough)
    {
        // Seven eighths of those who were answered, for not everybody comes back.
        enough = _isOut ? Plenty : Math.Clamp(_company * 7 / 8, 1, Plenty);
        var end = since + LongestWait;
        if (!_isOut && _companyUntil < end)
            end = _companyUntil;
        return waiting >= enough || now >= end ? TimeSpan.Zero : end - now;
    }
}
