using System.Collections.Concurrent;
using Amaters.Circuits.Statements;
using Google.Protobuf;

namespace Amaters.Ledger.StateMachine;

/// <summary>Commands whose signatures this node verified at admission, on their way through the log: applying them need not verify them again.</summary>
/// <remarks>
/// Found by their exact bytes, so that a hit says nothing that verifying again would not. What is not here is verified when it
/// is applied; how many fit changes no outcome. Thread-safe.
/// </remarks>
internal sealed class AdmittedCommands
{
    /// <summary>Commands that are kept: as many as can be under way.</summary>
    private const int CountMax = 8192;

    private readonly ConcurrentDictionary<ByteString, VerifiedCommand> _commands = [];

    /// <summary>Keeps a command, unless there is no room.</summary>
    public void Add(ByteString signedCommand, VerifiedCommand verified)
    {
        if (_commands.Count < CountMax)
            _commands[signedCommand] = verified;
    }

    /// <summary>The command of these bytes, or null.</summary>
    public VerifiedCommand? Find(ByteString signedCommand) => _commands.GetValueOrDefault(signedCommand);

    /// <summary>Forgets a command that is applied, or will not be.</summary>
    public void Remove(ByteString signedCommand) => _commands.TryRemove(signedCommand, out _);
}
