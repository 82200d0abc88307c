using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Genesis;

namespace Amaters.Ledger.StateMachine;

/// <summary>The checks that a command must pass to enter the ledger. Pure: bytes and registry in, code out.</summary>
/// <remarks>
/// Run twice. The leader runs them before Raft, to spare the group; every replica runs them again at the entry's log
/// position, so that a lying leader gains nothing. Only the second run decides; a node that ran the first itself does not
/// verify the same signature twice.
/// </remarks>
public static class CommandAdmission
{
    /// <summary>Decodes a command and checks all that does not depend on the log position, its signature included.</summary>
    /// <param name="genesis">The ledger.</param>
    /// <param name="signedCommand">The canonical bytes, untrusted.</param>
    /// <param name="payload">The ciphertext, untrusted.</param>
    /// <param name="known">What these very bytes were verified to be before, or null: then they are decoded and the signature is verified.</param>
    /// <param name="keys">Remembers clients' keys.</param>
    /// <param name="command">The command, or null when refused.</param>
    /// <param name="detail">For people: the field, the limit and the fix.</param>
    /// <returns><see cref="ResultCode.Ok"/> or the first failed check.</returns>
    internal static ResultCode Check(GenesisDocument genesis, ReadOnlySpan<byte> signedCommand, ReadOnlySpan<byte> payload, VerifiedCommand? known, PublicKeyMemo keys, out VerifiedCommand? command, out string detail)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        command = null;
        if (payload.Length > genesis.Facts.PayloadBytesMax)
        {
            detail = $"payload: {payload.Length} bytes; this ledger takes at most {genesis.Facts.PayloadBytesMax}. Store larger data elsewhere and its digest here.";
            return ResultCode.PayloadTooLarge;
        }

        var rejection = SignedCommandRejection.None;
        var decoded = known?.Signed;
        if (decoded is null && !SignedCommand.TryDecode(signedCommand, out decoded, out rejection, keys))
        {
            detail = $"signed_command: {rejection}; {SignedCommand.EncodedByteCount} canonical bytes are needed (docs/statement.md).";
            return ResultCode.Malformed;
        }

        if (decoded.Command.Operation == Operation.Noop || decoded.PublicKey.Equals(SchnorrSecretKey.Padding.PublicKey))
        {
            detail = "signed_command: NOOP and the padding key fill up batches and are no client's to use.";
            return ResultCode.Malformed;
        }

        var isPut = decoded.Command.Operation == Operation.Put;
        if (isPut ? PayloadDigest.Of(payload) != decoded.Command.PayloadDigest : !payload.IsEmpty)
        {
            detail = isPut ? "payload: its digest is not the one that the command signs." : "payload: only PUT carries one.";
            return ResultCode.PayloadMismatch;
        }

        if (known is null && !VerifiedCommand.TryVerify(decoded, genesis.LedgerId, out known))
        {
            detail = "signed_command: the signature is not the key's over this command for this ledger.";
            return ResultCode.BadSignature;
        }

        command = known;
        detail = "";
        return ResultCode.Ok;
    }

    /// <summary>Checks what depends on the log position: the key's standing.</summary>
    public static ResultCode CheckStanding(KeyRegistryState registry, SignedCommand command, ulong sequence, out string detail)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(command);
        var code = registry.Judge(command, sequence);
        detail = code switch
        {
            ResultCode.Ok => "",
            ResultCode.KeyUnknown => "signed_command: its key is not registered; register it first (amaters keys register).",
            ResultCode.KeyRetired => "signed_command: its key was rotated and may only transfer records to its successor.",
            ResultCode.KeyExpired => "signed_command: its key has expired; register another.",
            _ => "signed_command: its key is revoked.",
        };
        return code;
    }
}
