using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Tags;

namespace Amaters.Ledger.Client.Keys;

/// <summary>Everything secret that a client has: it signs, decrypts and finds records with these three keys. No node ever sees one.</summary>
/// <remarks>Disposing zeroes the decryption and tag keys; the signing key is a value of the field floor, which the garbage collector may have copied.</remarks>
public sealed class ClientKeys : IDisposable
{
    /// <summary>Joins three keys and takes over the disposable ones.</summary>
    public ClientKeys(SchnorrSecretKey signingKey, HpkePrivateKey decryptionKey, TagKey tagKey)
    {
        ArgumentNullException.ThrowIfNull(signingKey);
        ArgumentNullException.ThrowIfNull(decryptionKey);
        ArgumentNullException.ThrowIfNull(tagKey);
        (SigningKey, DecryptionKey, TagKey) = (signingKey, decryptionKey, tagKey);
    }

    /// <summary>Signs commands; its public half is the client's identity.</summary>
    public SchnorrSecretKey SigningKey { get; }

    /// <summary>Opens payloads sealed to this client.</summary>
    public HpkePrivateKey DecryptionKey { get; }

    /// <summary>Turns plaintext keys into tags.</summary>
    public TagKey TagKey { get; }

    /// <summary>How the ledger names this client.</summary>
    public Fr ClientId => SigningKey.PublicKey.ClientId;

    /// <summary>Three fresh keys, independent of each other.</summary>
    public static ClientKeys Generate() => new(SchnorrSecretKey.Generate(), HpkePrivateKey.Generate(), TagKey.Generate());

    /// <summary>The keys after a rotation: a fresh signing key, and copies of the others, since records stay sealed and tagged under those.</summary>
    public ClientKeys WithFreshSigningKey() =>
        new(SchnorrSecretKey.Generate(), HpkePrivateKey.FromBytes(DecryptionKey.Encoded), TagKey.FromBytes(TagKey.Encoded));

    /// <summary>Zeroes what can be zeroed.</summary>
    public void Dispose()
    {
        DecryptionKey.Dispose();
        TagKey.Dispose();
    }

    /// <summary>Names the client, nothing secret.</summary>
    public override string ToString() => $"keys of client {ClientId}";
}
