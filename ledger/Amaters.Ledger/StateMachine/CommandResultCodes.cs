using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.StateMachine;

/// <summary>Names results of the statement's rules in the public contract.</summary>
public static class CommandResultCodes
{
    /// <summary>The contract's code of a result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The command was not executed, or is a NOOP, which no client sends.</exception>
    public static ResultCode ToResultCode(this CommandResult result) => result switch
    {
        CommandResult.Applied => ResultCode.Ok,
        CommandResult.KeyMismatch => ResultCode.KeyCollision,
        CommandResult.VersionMismatch => ResultCode.VersionMismatch,
        CommandResult.NotOwner => ResultCode.NotOwner,
        CommandResult.RecordNotLive => ResultCode.NotLive,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Not the result of a client's command."),
    };
}
