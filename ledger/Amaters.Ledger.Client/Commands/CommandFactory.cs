using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Client.Tags;

namespace Amaters.Ledger.Client.Commands;

/// <summary>Turns what an application wants into commands that the ledger accepts: tagged, sealed and signed.</summary>
/// <remarks>Pure: no clock, no network. The keys stay the caller's to dispose.</remarks>
public sealed class CommandFactory
{
    private readonly ClientKeys _keys;

    /// <summary>Makes commands of one client for one ledger.</summary>
    /// <param name="keys">The client's keys.</param>
    /// <param name="ledgerId">The ledger's id, from the client's own configuration and never from a server's answer.</param>
    public CommandFactory(ClientKeys keys, Fr ledgerId)
    {
        ArgumentNullException.ThrowIfNull(keys);
        (_keys, LedgerId) = (keys, ledgerId);
    }

    /// <summary>The ledger that the commands are for.</summary>
    public Fr LedgerId { get; }

    /// <summary>Names a record of this client: the collection's id, and the tag of the plaintext key under the client's tag key.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="key">The plaintext key.</param>
    /// <exception cref="ArgumentException">The name is no <see cref="CollectionId"/>.</exception>
    public RecordKey KeyOf(string collection, ReadOnlySpan<byte> key)
    {
        var collectionId = CollectionId.Of(collection);
        return new RecordKey(collectionId, _keys.TagKey.TagOf(collectionId, key));
    }

    /// <summary>A command that writes a record, new or over one that this client owns.</summary>
    /// <param name="record">The record.</param>
    /// <param name="content">Its plaintext key and value.</param>
    /// <param name="expectedVersion">The record's present version, 0 for a new record.</param>
    /// <param name="recipient">Who shall be able to read it, or null for this client.</param>
    public PreparedCommand Put(RecordKey record, RecordContent content, ulong expectedVersion, HpkePublicKey? recipient = null)
    {
        recipient ??= _keys.DecryptionKey.PublicKey;
        var payload = SealedPayload.Seal(content, new RecordAddress(LedgerId, record), expectedVersion, _keys.ClientId, recipient);
        var command = new Command(Operation.Put, record, expectedVersion, payload.Digest, recipient.KeyId);
        return new PreparedCommand(Sign(command), payload.Encoded);
    }

    /// <summary>A command that turns a live record of this client into a tombstone.</summary>
    /// <param name="record">The record.</param>
    /// <param name="expectedVersion">Its present version.</param>
    public PreparedCommand Delete(RecordKey record, ulong expectedVersion) =>
        new(Sign(new Command(Operation.Delete, record, expectedVersion, PayloadDigest: Fr.Zero, EncryptionKeyId: Fr.Zero)), default);

    /// <summary>A command that hands a live record of this client to another. Ownership moves, readability does not: the payload stays sealed as it is.</summary>
    /// <param name="record">The record.</param>
    /// <param name="expectedVersion">Its present version.</param>
    /// <param name="newOwner">The other's client id.</param>
    public PreparedCommand Transfer(RecordKey record, ulong expectedVersion, Fr newOwner) =>
        new(Sign(new Command(Operation.Transfer, record, expectedVersion, PayloadDigest: newOwner, EncryptionKeyId: Fr.Zero)), default);

    private SignedCommand Sign(Command command) => SignedCommand.Sign(command, _keys.SigningKey, LedgerId);
}
