using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Statements;

/// <summary>What a client asks of one record, before it is signed.</summary>
/// <param name="Operation">What to do.</param>
/// <param name="Key">The record.</param>
/// <param name="ExpectedVersion">The record's version as the client knows it, 0 for a new record: the command takes effect on no other.</param>
/// <param name="PayloadDigest">PUT: the ciphertext's digest, see <see cref="Statements.PayloadDigest"/>. TRANSFER: the new owner's client id. DELETE, NOOP: unused, by custom 0.</param>
/// <param name="EncryptionKeyId">PUT: which of the client's keys the ciphertext is for. Otherwise unused, by custom 0.</param>
public sealed record Command(Operation Operation, RecordKey Key, ulong ExpectedVersion, Fr PayloadDigest, Fr EncryptionKeyId)
{
    /// <summary>The command that fills up a short batch, signed by the padding key.</summary>
    public static Command Padding { get; } = new(Operation.Noop, default, 0, Fr.Zero, Fr.Zero);

    /// <summary>m = H8(COMMAND, client, op, collection, tag, expectedVersion, payloadDigest, encryptionKeyId) (STATE-3).</summary>
    /// <param name="client">Client id of the signer.</param>
    public Fr Digest(in Fr client)
    {
        Span<Fr> inputs = stackalloc Fr[Compression.Arity];
        WriteDigestInputs(inputs, client);
        return Compression.H8(inputs);
    }

    /// <summary>Writes the eight inputs of <see cref="Digest"/>.</summary>
    internal void WriteDigestInputs(Span<Fr> inputs, in Fr client) => Compression.WriteInputs(
        inputs, DomainTag.Command, client, Fr.FromUInt64((ulong)Operation), Key.Collection, Key.Tag, Fr.FromUInt64(ExpectedVersion), PayloadDigest, EncryptionKeyId);
}
