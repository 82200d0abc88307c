using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;

namespace Amaters.Circuits.Statements;

/// <summary>A command with the key and the signature it came with. Well-formed, but not necessarily valid: see <see cref="HasValidSignature"/>.</summary>
public sealed partial class SignedCommand
{
    /// <summary>Puts a command and a signature together.</summary>
    public SignedCommand(Command command, SchnorrPublicKey publicKey, SchnorrSignature signature)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(publicKey);
        Command = command;
        PublicKey = publicKey;
        Signature = signature;
        Digest = command.Digest(publicKey.ClientId);
    }

    /// <summary>What is asked for.</summary>
    public Command Command { get; }

    /// <summary>The key that the signature is checked with.</summary>
    public SchnorrPublicKey PublicKey { get; }

    /// <summary>The signature over <see cref="Digest"/> for one ledger.</summary>
    public SchnorrSignature Signature { get; }

    /// <summary>m, which names the command: the signature may be made in many ways, this cannot.</summary>
    public Fr Digest { get; }

    /// <summary>The signer's client id.</summary>
    public Fr Client => PublicKey.ClientId;

    /// <summary>Signs a command for a ledger.</summary>
    public static SignedCommand Sign(Command command, SchnorrSecretKey key, in Fr ledgerId)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(key);
        return new SignedCommand(command, key.PublicKey, key.Sign(command.Digest(key.PublicKey.ClientId), ledgerId));
    }

    /// <summary>True when the signature is the key's over this command for this ledger (RULE-1).</summary>
    public bool HasValidSignature(in Fr ledgerId) => PublicKey.Verify(Signature, Digest, ledgerId);
}
