using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Statements;

namespace Amaters.Circuits.Gadgets;

/// <summary>The fields of a record in a circuit: the twin of <see cref="Record"/>.</summary>
internal readonly struct RecordVariables
{
    public required LinearCombination Collection { get; init; }

    public required LinearCombination Tag { get; init; }

    public required LinearCombination Version { get; init; }

    public required LinearCombination Owner { get; init; }

    public required LinearCombination PayloadDigest { get; init; }

    public required LinearCombination EncryptionKeyId { get; init; }

    public required Bit IsLive { get; init; }

    /// <summary>Allocates a record that may be absent, as all zeros then, and the bit that says which.</summary>
    /// <remarks>Constraints: 9. Wires: 8. Doc: RECORD-1.</remarks>
    public static (RecordVariables Record, Bit IsPresent) AllocateOptional(ConstraintBuilder builder, Record? record)
    {
        using var scope = builder.Gadget("optional-record");
        var isPresent = Bit.Allocate(builder, record is not null);
        var variables = new RecordVariables
        {
            Collection = builder.Allocate(record?.Key.Collection ?? Fr.Zero),
            Tag = builder.Allocate(record?.Key.Tag ?? Fr.Zero),
            Version = builder.Allocate(Fr.FromUInt64(record?.Version ?? 0)),
            Owner = builder.Allocate(record?.Owner ?? Fr.Zero),
            PayloadDigest = builder.Allocate(record?.PayloadDigest ?? Fr.Zero),
            EncryptionKeyId = builder.Allocate(record?.EncryptionKeyId ?? Fr.Zero),
            IsLive = Bit.Allocate(builder, record is { IsLive: true }),
        };

        // RECORD-1   (1 − present) · field = 0
        foreach (var field in variables.Fields)
            builder.Enforce(!isPresent, field, LinearCombination.Zero);
        return (variables, isPresent);
    }

    /// <summary>H8(RECORD, collection, tag, version, owner, payloadDigest, encryptionKeyId, live).</summary>
    /// <remarks>Constraints and wires: 363. Twin: <see cref="Record.Leaf"/>. Doc: STATE-5.</remarks>
    public LinearCombination Leaf(ConstraintBuilder builder) => Poseidon2Gadget.H8(builder, DomainTag.Record, Fields);

    private LinearCombination[] Fields => [Collection, Tag, Version, Owner, PayloadDigest, EncryptionKeyId, IsLive];
}
