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
    public Fr Leaf()
    {
        Span<Fr> inputs = stackalloc Fr[Compression.Arity];
        WriteLeafInputs(inputs);
        return Compression.H8(inputs);
    }

    /// <summary><see cref="Leaf"/> of each record, hashed together; 0 where there is none.</summary>
    public static Fr[] Leaves(IReadOnlyList<Record?> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        int[] present = [.. Enumerable.Range(0, records.Count).Where(i => records[i] is not null)];
        var inputs = new Fr[present.Length * Compression.Arity];
        for (int i = 0; i < present.Length; i++)
            records[present[i]]!.WriteLeafInputs(inputs.AsSpan(i * Compression.Arity));
        var hashes = new Fr[present.Length];
        BulkCompression.H8(inputs, hashes);
        var leaves = new Fr[records.Count];
        for (int i = 0; i < present.Length; i++)
            leaves[present[i]] = hashes[i];
        return leaves;
    }

    /// <summary>Writes the eight inputs of <see cref="Leaf"/>.</summary>
    internal void WriteLeafInputs(Span<Fr> inputs) => Compression.WriteInputs(
        inputs, DomainTag.Record, Key.Collection, Key.Tag, Fr.FromUInt64(Version), Owner, PayloadDigest, EncryptionKeyId, IsLive ? Fr.One : Fr.Zero);
}
