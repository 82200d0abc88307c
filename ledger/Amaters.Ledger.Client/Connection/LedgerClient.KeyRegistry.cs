using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;
using Google.Protobuf;

namespace Amaters.Ledger.Client.Connection;

/// <content>Signing keys in the ledger: admitted, replaced, ended. Each change may be handed in again and takes effect once.</content>
public sealed partial class LedgerClient
{
    /// <summary>Registers this client's signing key with a ledger whose registration is open.</summary>
    /// <returns><see cref="ResultCode.Ok"/>, also when it was registered already, or why not.</returns>
    public Task<ResultCode> RegisterAsync(string label, CancellationToken cancellation) => RegisterAsync(RequestRegistration(label), cancellation);

    /// <summary>What this client signs to have its key registered; a registrar adds its approval where registration is not open.</summary>
    /// <param name="label">A name for people, 1 to 64 characters.</param>
    public RegisterKey RequestRegistration(string label)
    {
        var publicKey = Encode(_keys.SigningKey.PublicKey);
        return new RegisterKey { PublicKey = publicKey, Label = label, PossessionSignature = Sign(_keys, KeyChangeDigest.Register(_ledger.LedgerId, publicKey.Span, label)) };
    }

    /// <summary>Admits another client's key, with this client's keys as a registrar of the genesis document.</summary>
    /// <param name="request">What the other client's <see cref="RequestRegistration"/> gave; look at its label first.</param>
    /// <param name="cancellation">Gives up waiting; the change may still happen.</param>
    public Task<ResultCode> ApproveRegistrationAsync(RegisterKey request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var approved = request.Clone();
        approved.RegistrarPublicKey = Encode(_keys.SigningKey.PublicKey);
        approved.RegistrarSignature = Sign(_keys, KeyChangeDigest.ApproveRegistration(_ledger.LedgerId, request.PublicKey.Span, request.Label));
        return RegisterAsync(approved, cancellation);
    }

    /// <summary>Replaces this client's signing key. From then on the old one may only TRANSFER its records to the new one.</summary>
    /// <param name="successor">The new keys, already kept safe: <see cref="ClientKeys.WithFreshSigningKey"/>.</param>
    /// <param name="cancellation">Gives up waiting; the change may still happen.</param>
    public async Task<ResultCode> RotateAsync(ClientKeys successor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(successor);
        var (publicKey, next) = (Encode(_keys.SigningKey.PublicKey), Encode(successor.SigningKey.PublicKey));
        var rotation = new RotateKey
        {
            PublicKey = publicKey,
            SuccessorPublicKey = next,
            Signature = Sign(_keys, KeyChangeDigest.Rotate(_ledger.LedgerId, publicKey.Span, next.Span)),
            SuccessorSignature = Sign(successor, KeyChangeDigest.ConsentToSucceed(_ledger.LedgerId, publicKey.Span, next.Span)),
        };
        var answer = await ChangeKeyAsync(new KeyRegistryEntry { Rotate = rotation }, cancellation).ConfigureAwait(false);
        if (answer.Result == ResultCode.Ok)
            return ResultCode.Ok;
        // An attempt whose answer was lost may have succeeded.
        var standing = await GetKeyAsync(_keys.ClientId, cancellation).ConfigureAwait(false);
        return standing.SuccessorClientId.Span.SequenceEqual(successor.ClientId.ToBytes()) ? ResultCode.Ok : answer.Result;
    }

    /// <summary>Ends a key at once: this client's, or another's with this client's keys as a registrar.</summary>
    /// <param name="clientId">Whose key.</param>
    /// <param name="cancellation">Gives up waiting; the change may still happen.</param>
    /// <returns><see cref="ResultCode.Ok"/>, also when it was revoked already, or why not.</returns>
    public async Task<ResultCode> RevokeAsync(Fr clientId, CancellationToken cancellation)
    {
        if (await PublicKeyOfAsync(clientId, cancellation).ConfigureAwait(false) is not { } publicKey)
            return ResultCode.KeyUnknown;
        var revocation = new RevokeKey { PublicKey = publicKey, SignerPublicKey = Encode(_keys.SigningKey.PublicKey), Signature = Sign(_keys, KeyChangeDigest.Revoke(_ledger.LedgerId, publicKey.Span)) };
        var answer = await ChangeKeyAsync(new KeyRegistryEntry { Revoke = revocation }, cancellation).ConfigureAwait(false);
        return answer.Result == ResultCode.KeyRevoked ? ResultCode.Ok : answer.Result;
    }

    /// <summary>Ends a key for every command from a sequence number on. An expiry can be brought forward, never put off.</summary>
    /// <param name="clientId">Whose key.</param>
    /// <param name="atSequence">First sequence number that the key may no longer sign for, from 1.</param>
    /// <param name="cancellation">Gives up waiting; the change may still happen.</param>
    public async Task<ResultCode> ExpireAsync(Fr clientId, ulong atSequence, CancellationToken cancellation)
    {
        if (await PublicKeyOfAsync(clientId, cancellation).ConfigureAwait(false) is not { } publicKey)
            return ResultCode.KeyUnknown;
        var expiry = new ExpireKey
        {
            PublicKey = publicKey,
            AtSequence = atSequence,
            SignerPublicKey = Encode(_keys.SigningKey.PublicKey),
            Signature = Sign(_keys, KeyChangeDigest.Expire(_ledger.LedgerId, publicKey.Span, atSequence)),
        };
        return (await ChangeKeyAsync(new KeyRegistryEntry { Expire = expiry }, cancellation).ConfigureAwait(false)).Result;
    }

    /// <summary>The registry's view of a key, by a node's word.</summary>
    public Task<GetKeyResponse> GetKeyAsync(Fr clientId, CancellationToken cancellation)
    {
        var request = new GetKeyRequest { ClientId = ByteString.CopyFrom(clientId.ToBytes()) };
        return _channels.CallAsync(async (node, call) => await node.GetKeyAsync(request, call), cancellation);
    }

    /// <summary>Hands a key-registry change in.</summary>
    public Task<ChangeKeyResponse> ChangeKeyAsync(KeyRegistryEntry entry, CancellationToken cancellation)
    {
        var request = new ChangeKeyRequest { Entry = entry.ToByteString() };
        return _channels.CallAsync(async (node, call) => await node.ChangeKeyAsync(request, call), cancellation);
    }

    private async Task<ResultCode> RegisterAsync(RegisterKey registration, CancellationToken cancellation)
    {
        var answer = await ChangeKeyAsync(new KeyRegistryEntry { Register = registration }, cancellation).ConfigureAwait(false);
        return answer.Result == ResultCode.AlreadyRegistered ? ResultCode.Ok : answer.Result;
    }

    /// <summary>The key that has a client id. A node cannot pass another off: the id is a digest of the key.</summary>
    private async Task<ByteString?> PublicKeyOfAsync(Fr clientId, CancellationToken cancellation)
    {
        if (clientId == _keys.ClientId)
            return Encode(_keys.SigningKey.PublicKey);
        var answer = await GetKeyAsync(clientId, cancellation).ConfigureAwait(false);
        if (answer.State == GetKeyResponse.Types.State.Unknown)
            return null;
        return SchnorrPublicKey.TryDecode(answer.PublicKey.Span, out var key, out _) && key.ClientId == clientId
            ? answer.PublicKey
            : throw new LedgerDeceitException($"The node's key of client {clientId} is not that client's.");
    }

    private ByteString Sign(ClientKeys keys, Fr digest)
    {
        var signature = new byte[SchnorrSignature.EncodedByteCount];
        keys.SigningKey.Sign(digest, _ledger.LedgerId).Encode(signature);
        return ByteString.CopyFrom(signature);
    }

    private static ByteString Encode(SchnorrPublicKey key)
    {
        var bytes = new byte[SchnorrPublicKey.EncodedByteCount];
        key.Encode(bytes);
        return ByteString.CopyFrom(bytes);
    }
}
