using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

/// <summary>The rules that decide whether a command takes effect, and what it does then. Pure and total.</summary>
public static class CommandRules
{
    /// <summary>Applies RULE-2 to RULE-5 in order and names the first that is broken. The signature (RULE-1) is the batch's matter.</summary>
    /// <param name="command">The command.</param>
    /// <param name="client">Client id of its signer.</param>
    /// <param name="old">The record at the command's position, whatever its key, or null.</param>
    public static CommandResult Judge(Command command, in Fr client, Record? old)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (old is not null && old.Key != command.Key)
            return CommandResult.KeyMismatch;
        if (command.ExpectedVersion != (old?.Version ?? 0))
            return CommandResult.VersionMismatch;
        if (old is not null && old.Owner != client)
            return CommandResult.NotOwner;
        return command.Operation switch
        {
            Operation.Put => CommandResult.Applied,
            Operation.Delete or Operation.Transfer => old is { IsLive: true } ? CommandResult.Applied : CommandResult.RecordNotLive,
            _ => CommandResult.Noop,
        };
    }

    /// <summary>The record that a command which keeps all rules leaves behind (RULE-7).</summary>
    /// <param name="command">The command.</param>
    /// <param name="client">Client id of its signer.</param>
    /// <param name="old">The record at the command's position, or null.</param>
    /// <exception cref="ArgumentException">The command breaks a rule.</exception>
    public static Record Apply(Command command, in Fr client, Record? old)
    {
        if (Judge(command, client, old) != CommandResult.Applied)
            throw new ArgumentException("A command that breaks a rule changes nothing.", nameof(command));
        return Outcome(command, client, old);
    }

    /// <summary>What <see cref="Apply"/> leaves behind, and what the circuit computes, without using it, where a command breaks a rule.</summary>
    internal static Record Outcome(Command command, in Fr client, Record? old)
    {
        // A version cannot overflow: reaching 2⁶⁴ takes that many commands.
        var record = new Record(command.Key, unchecked(command.ExpectedVersion + 1), client, Fr.Zero, Fr.Zero, IsLive: command.Operation != Operation.Delete);
        return command.Operation switch
        {
            Operation.Put => record with { PayloadDigest = command.PayloadDigest, EncryptionKeyId = command.EncryptionKeyId },
            Operation.Transfer => record with { Owner = command.PayloadDigest, PayloadDigest = old?.PayloadDigest ?? Fr.Zero, EncryptionKeyId = old?.EncryptionKeyId ?? Fr.Zero },
            _ => record,
        };
    }
}
