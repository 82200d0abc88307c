using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

/// <summary>A command whose signature was found valid for one ledger. Only the check makes one, so whoever holds it need not check again.</summary>
public sealed class VerifiedCommand
{
    private VerifiedCommand(SignedCommand signed, in Fr ledgerId)
    {
        Signed = signed;
        LedgerId = ledgerId;
    }

    /// <summary>The command.</summary>
    public SignedCommand Signed { get; }

    /// <summary>The ledger that it is signed for.</summary>
    public Fr LedgerId { get; }

    /// <summary>Verifies a command's signature; false when it is not the key's over this command for this ledger.</summary>
    public static bool TryVerify(SignedCommand signed, in Fr ledgerId, [NotNullWhen(true)] out VerifiedCommand? verified)
    {
        ArgumentNullException.ThrowIfNull(signed);
        verified = signed.HasValidSignature(ledgerId) ? new VerifiedCommand(signed, ledgerId) : null;
        return verified is not null;
    }
}
