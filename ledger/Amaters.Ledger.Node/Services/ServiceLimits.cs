using Amaters.Verifier.Genesis;

namespace Amaters.Ledger.Node.Services;

/// <summary>What the client listener accepts.</summary>
/// <param name="ReceiveByteCountMax">Largest request message.</param>
/// <param name="SendByteCountMax">Largest answer; a page that is larger has to be asked for in smaller pieces.</param>
/// <param name="StreamConcurrency">Commands of one SubmitStream call that are under way at once.</param>
internal sealed record ServiceLimits(int ReceiveByteCountMax, int SendByteCountMax, int StreamConcurrency)
{
    private const int SmallRequestByteCountMax = 64 << 10;
    private const int AnswerByteCountMax = 64 << 20;

    /// <summary>The limits of a ledger: its largest payload fits, with the command that carries it, and little more.</summary>
    public static ServiceLimits Of(GenesisFacts facts, int streamConcurrency) =>
        new(facts.PayloadBytesMax + SmallRequestByteCountMax, AnswerByteCountMax, streamConcurrency);
}
