using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Genesis;

namespace Amaters.Ledger.KeyRegistry;

/// <summary>The clients' keys as of one log position. Changed by log entries only, and judged by position, never by a clock.</summary>
/// <remarks>Threads: the applying thread writes; any thread may read, and sees a change once its entry is applied.</remarks>
public sealed class KeyRegistryState
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Fr, ClientKey> _keys = new();
    private readonly GenesisDocument _genesis;

    /// <summary>The registry of a new ledger: no key at all.</summary>
    internal KeyRegistryState(GenesisDocument genesis) => _genesis = genesis;

    internal KeyRegistryState(GenesisDocument genesis, LedgerView view)
        : this(genesis)
    {
        foreach (var (_, value) in view.From(Family.Keys, []))
        {
            var key = FromRow(KeyRow.Parser.ParseFrom(value));
            _keys[key.PublicKey.ClientId] = key;
        }
    }

    /// <summary>Number of keys that were ever registered.</summary>
    public int Count => _keys.Count;

    /// <summary>The key of a client, or null when it was never registered.</summary>
    public ClientKey? Find(Fr clientId) => _keys.GetValueOrDefault(clientId);

    /// <summary>Whether a client may have a command at a sequence number.</summary>
    /// <returns><see cref="ResultCode.Ok"/> or the reason why not.</returns>
    public ResultCode Judge(SignedCommand signed, ulong sequence)
    {
        ArgumentNullException.ThrowIfNull(signed);
        if (Find(signed.Client) is not { } key)
            return ResultCode.KeyUnknown;
        if (key.ExpiresAtSequence != 0 && sequence >= key.ExpiresAtSequence)
            return ResultCode.KeyExpired;
        return key.Standing switch
        {
            KeyStanding.Active => ResultCode.Ok,
            KeyStanding.Retired when signed.Command.Operation == Operation.Transfer && signed.Command.PayloadDigest == key.Successor => ResultCode.Ok,
            KeyStanding.Retired => ResultCode.KeyRetired,
            _ => ResultCode.KeyRevoked,
        };
    }

    /// <summary>Applies a change at its log position; a refused one changes nothing.</summary>
    /// <param name="entry">The entry as the log has it, in any state of malformation.</param>
    /// <param name="committedSequence">Sequence number of the newest committed command.</param>
    /// <param name="write">Receives the changed rows.</param>
    internal KeyChangeOutcome Apply(KeyRegistryEntry entry, ulong committedSequence, LedgerWrite write) => entry.ChangeCase switch
    {
        KeyRegistryEntry.ChangeOneofCase.Register => Register(entry.Register, committedSequence, write),
        KeyRegistryEntry.ChangeOneofCase.Rotate => Rotate(entry.Rotate, committedSequence, write),
        KeyRegistryEntry.ChangeOneofCase.Revoke => End(entry.Revoke.PublicKey.Span, entry.Revoke.SignerPublicKey.Span, entry.Revoke.Signature.Span,
            KeyChangeDigest.Revoke(_genesis.LedgerId, entry.Revoke.PublicKey.Span), key => key with { Standing = KeyStanding.Revoked }, write),
        KeyRegistryEntry.ChangeOneofCase.Expire => Expire(entry.Expire, write),
        _ => KeyChangeOutcome.Refused(ResultCode.Malformed, "change: none is set."),
    };

    private KeyChangeOutcome Register(RegisterKey change, ulong committedSequence, LedgerWrite write)
    {
        if (change.PublicKey.Length != KeyChangeDigest.PublicKeyByteCount || !SchnorrPublicKey.TryDecode(change.PublicKey.Span, out var publicKey, out _))
            return KeyChangeOutcome.Refused(ResultCode.Malformed, "public_key: not a compressed Jubjub point of prime order.");
        if (publicKey.Equals(SchnorrSecretKey.Padding.PublicKey))
            return KeyChangeOutcome.Refused(ResultCode.NotAuthorized, "public_key: the padding key is public and can have no owner.");
        if (change.Label.Length is < 1 or > GenesisRules.NameLengthMax)
            return KeyChangeOutcome.Refused(ResultCode.Malformed, $"label: 1 to {GenesisRules.NameLengthMax} characters.");
        if (_keys.ContainsKey(publicKey.ClientId))
            return KeyChangeOutcome.Refused(ResultCode.AlreadyRegistered, "public_key: registered already.");
        if (!IsSigned(publicKey, change.PossessionSignature.Span, KeyChangeDigest.Register(_genesis.LedgerId, change.PublicKey.Span, change.Label)))
            return KeyChangeOutcome.Refused(ResultCode.BadSignature, "possession_signature: not the key's own signature over this registration.");
        if (!_genesis.Facts.IsRegistrationOpen
            && !IsSignedByRegistrar(change.RegistrarPublicKey.Span, change.RegistrarSignature.Span, KeyChangeDigest.ApproveRegistration(_genesis.LedgerId, change.PublicKey.Span, change.Label)))
        {
            return KeyChangeOutcome.Refused(ResultCode.NotAuthorized, "registrar_signature: this ledger admits keys that a registrar of its genesis document signed for.");
        }

        return Store(new ClientKey(publicKey, change.Label, KeyStanding.Active, committedSequence, 0, Fr.Zero), write);
    }

    private KeyChangeOutcome Rotate(RotateKey change, ulong committedSequence, LedgerWrite write)
    {
        if (FindEncoded(change.PublicKey.Span) is not { Standing: KeyStanding.Active } predecessor)
            return KeyChangeOutcome.Refused(ResultCode.KeyUnknown, "public_key: not an active key.");
        if (change.SuccessorPublicKey.Length != KeyChangeDigest.PublicKeyByteCount || !SchnorrPublicKey.TryDecode(change.SuccessorPublicKey.Span, out var successor, out _)
            || successor.Equals(SchnorrSecretKey.Padding.PublicKey))
        {
            return KeyChangeOutcome.Refused(ResultCode.Malformed, "successor_public_key: not a compressed Jubjub point of prime order.");
        }

        if (_keys.ContainsKey(successor.ClientId))
            return KeyChangeOutcome.Refused(ResultCode.AlreadyRegistered, "successor_public_key: registered already.");
        if (!IsSigned(predecessor.PublicKey, change.Signature.Span, KeyChangeDigest.Rotate(_genesis.LedgerId, change.PublicKey.Span, change.SuccessorPublicKey.Span)))
            return KeyChangeOutcome.Refused(ResultCode.BadSignature, "signature: not the retiring key's.");
        if (!IsSigned(successor, change.SuccessorSignature.Span, KeyChangeDigest.ConsentToSucceed(_genesis.LedgerId, change.PublicKey.Span, change.SuccessorPublicKey.Span)))
            return KeyChangeOutcome.Refused(ResultCode.BadSignature, "successor_signature: not the succeeding key's.");

        Store(new ClientKey(successor, predecessor.Label, KeyStanding.Active, committedSequence, predecessor.ExpiresAtSequence, Fr.Zero), write);
        return Store(predecessor with { Standing = KeyStanding.Retired, Successor = successor.ClientId }, write);
    }

    private KeyChangeOutcome Expire(ExpireKey change, LedgerWrite write)
    {
        if (change.AtSequence == 0)
            return KeyChangeOutcome.Refused(ResultCode.Malformed, "at_sequence: from 1.");
        return End(change.PublicKey.Span, change.SignerPublicKey.Span, change.Signature.Span,
            KeyChangeDigest.Expire(_genesis.LedgerId, change.PublicKey.Span, change.AtSequence),
            // An expiry can be brought forward, never put off: a thief of the key must not prolong it.
            key => key with { ExpiresAtSequence = key.ExpiresAtSequence == 0 ? change.AtSequence : Math.Min(key.ExpiresAtSequence, change.AtSequence) },
            write);
    }

    private KeyChangeOutcome End(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signer, ReadOnlySpan<byte> signature, Fr digest, Func<ClientKey, ClientKey> change, LedgerWrite write)
    {
        if (FindEncoded(publicKey) is not { } key)
            return KeyChangeOutcome.Refused(ResultCode.KeyUnknown, "public_key: not registered.");
        if (key.Standing == KeyStanding.Revoked)
            return KeyChangeOutcome.Refused(ResultCode.KeyRevoked, "public_key: revoked already.");
        var isSigned = signer.SequenceEqual(publicKey) ? IsSigned(key.PublicKey, signature, digest) : IsSignedByRegistrar(signer, signature, digest);
        return isSigned
            ? Store(change(key), write)
            : KeyChangeOutcome.Refused(ResultCode.NotAuthorized, "signature: neither the key's own nor a registrar's.");
    }

    private KeyChangeOutcome Store(ClientKey key, LedgerWrite write)
    {
        write.Put(Family.Keys, RowKey.Element(key.PublicKey.ClientId), ToRow(key));
        _keys[key.PublicKey.ClientId] = key;
        return KeyChangeOutcome.Accepted;
    }

    internal static KeyRow ToRow(ClientKey key)
    {
        var publicKey = new byte[SchnorrPublicKey.EncodedByteCount];
        key.PublicKey.Encode(publicKey);
        return new KeyRow
        {
            PublicKey = Google.Protobuf.ByteString.CopyFrom(publicKey),
            Label = key.Label,
            State = (int)key.Standing,
            RegisteredAtSequence = key.RegisteredAtSequence,
            ExpiresAtSequence = key.ExpiresAtSequence,
            SuccessorClientId = Google.Protobuf.ByteString.CopyFrom(key.Successor.ToBytes()),
        };
    }

    private ClientKey? FindEncoded(ReadOnlySpan<byte> publicKey) =>
        SchnorrPublicKey.TryDecode(publicKey, out var key, out _) ? Find(key.ClientId) : null;

    private bool IsSigned(SchnorrPublicKey key, ReadOnlySpan<byte> signature, Fr digest) =>
        SchnorrSignature.TryDecode(signature, out var decoded, out _) && key.Verify(decoded, digest, _genesis.LedgerId);

    private bool IsSignedByRegistrar(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature, Fr digest)
    {
        foreach (var registrar in _genesis.Facts.Registrars)
        {
            if (publicKey.SequenceEqual(registrar.AsSpan()))
                return SchnorrPublicKey.TryDecode(publicKey, out var key, out _) && IsSigned(key, signature, digest);
        }

        return false;
    }

    private static ClientKey FromRow(KeyRow row)
    {
        if (!SchnorrPublicKey.TryDecode(row.PublicKey.Span, out var publicKey, out var reason) || !Fr.TryDecode(row.SuccessorClientId.Span, out var successor))
            throw new InvalidDataException($"The state database holds a damaged key row ({reason}). Restore this node from a snapshot of another.");
        return new ClientKey(publicKey, row.Label, (KeyStanding)row.State, row.RegisteredAtSequence, row.ExpiresAtSequence, successor);
    }
}
