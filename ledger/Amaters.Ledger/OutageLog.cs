using Microsoft.Extensions.Logging;

namespace Amaters.Ledger;

/// <summary>Tells an operator that something outside the node is away: one line when it begins, one now and then while it lasts, one when it ends.</summary>
/// <remarks>The stack of each failure is logged for debugging only. For one thread at a time.</remarks>
/// <param name="what">What is away, and what that means, in words.</param>
/// <param name="logger">Where to tell.</param>
/// <param name="clock">Measures the outage.</param>
public sealed partial class OutageLog(string what, ILogger logger, TimeProvider clock)
{
    /// <summary>How often a lasting outage is told again.</summary>
    public static readonly TimeSpan ReminderInterval = TimeSpan.FromMinutes(5);

    private long _beganAt;
    private long _toldAt;
    private int _failureCount;

    /// <summary>Another attempt has failed.</summary>
    public void Failed(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        LogAttempt(what, problem);
        var now = clock.GetTimestamp();
        if (_failureCount++ == 0)
        {
            _beganAt = _toldAt = now;
            LogBegan(what, problem.GetType().Name, OneLine(problem));
        }
        else if (clock.GetElapsedTime(_toldAt, now) >= ReminderInterval)
        {
            _toldAt = now;
            LogLasts(what, clock.GetElapsedTime(_beganAt, now).TotalSeconds, _failureCount, problem.GetType().Name, OneLine(problem));
        }
    }

    /// <summary>An attempt has succeeded.</summary>
    public void Succeeded()
    {
        if (_failureCount == 0)
            return;
        var seconds = clock.GetElapsedTime(_beganAt).TotalSeconds;
        LogEnded(what, seconds, _failureCount);
        _failureCount = 0;
    }

    private static string OneLine(Exception problem) => problem.Message.ReplaceLineEndings(" ");

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{What}: {Problem}: {Message} It is tried again until it succeeds.")]
    private partial void LogBegan(string what, string problem, string message);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{What}, for {Seconds:F0} s and {FailureCount} attempts now: {Problem}: {Message}")]
    private partial void LogLasts(string what, double seconds, int failureCount, string problem, string message);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "{What}: over after {Seconds:F0} s and {FailureCount} failed attempts.")]
    private partial void LogEnded(string what, double seconds, int failureCount);

    [LoggerMessage(EventId = 4, Level = LogLevel.Debug, Message = "{What}")]
    private partial void LogAttempt(string what, Exception problem);
}
