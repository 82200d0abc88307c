using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Statements;

/// <summary>One record of the state, without its payload. A deleted one remains as a tombstone, so that its version is never used again.</summary>
/// <param name="Key">Collection and tag.</param>
/// <param name="Version">Number of commands that took effect on this record; 1 for a new one.</param>
/// <param name="Owner">Client id of the only client who may change the record.</param>
/// <param name="PayloadDigest">Digest of the ciphertext; 0 of a tombstone.</param>
/// <param name="EncryptionKeyId">Which of the client's keys the ciphertext is for; 0 of a tombstone.</param>
/// <param name="IsLive">False for a tombstone.</param>
public sealed partial record Record(RecordKey Key, ulong Version, Fr Owner, Fr PayloadDigest, Fr EncryptionKeyId, bool IsLive)
{
    /// <summary>H8(RECORD, collection, tag, version, owner, payloadDigest, encryptionKeyId, live) (STATE-5). An absent record is leaf 0.</summary>
    public Fr Leaf() => Compression.H8(
        DomainTag.Record, Key.Collection, Key.Tag, Fr.FromUInt64(Version), Owner, PayloadDigest, EncryptionKeyId, IsLive ? Fr.One : Fr.Zero);
}
