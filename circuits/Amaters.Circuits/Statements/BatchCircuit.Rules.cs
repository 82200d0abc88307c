using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;

namespace Amaters.Circuits.Statements;

// The rules in constraints: the twin of CommandRules.
public static partial class BatchCircuit
{
    /// <summary>ok: RULE-2 to RULE-5 all hold. Twin: <see cref="CommandRules.Judge"/>.</summary>
    /// <remarks>Constraints: 15. An absent record is all zeros (RECORD-1), which already is what RULE-3 and RULE-5 say of it.</remarks>
    private static Bit Judge(ConstraintBuilder builder, in CommandVariables command, in LinearCombination client, in RecordVariables old, in Bit isPresent)
    {
        using var scope = builder.Gadget("rules");
        var keyMatch = KeyMatch(builder, command, old, isPresent);
        var versionOk = VersionOk(builder, command, old);
        var ownerOk = OwnerOk(builder, client, old, isPresent);
        var operationOk = OperationOk(builder, command, old);

        // RULE-6   ok = keyMatch · versionOk · ownerOk · opOk
        using var all = builder.Gadget("ok");
        return Bit.And(builder, Bit.And(builder, keyMatch, versionOk), Bit.And(builder, ownerOk, operationOk));
    }

    // RULE-2   keyMatch = 1 − present · (1 − [collection = old.collection] · [tag = old.tag])
    private static Bit KeyMatch(ConstraintBuilder builder, in CommandVariables command, in RecordVariables old, in Bit isPresent)
    {
        using var scope = builder.Gadget("key-match");
        var sameKey = Bit.And(
            builder,
            EqualityGadget.AreEqual(builder, command.Collection, old.Collection),
            EqualityGadget.AreEqual(builder, command.Tag, old.Tag));
        return !Bit.And(builder, isPresent, !sameKey);
    }

    // RULE-3   versionOk = [expectedVersion = old.version]
    private static Bit VersionOk(ConstraintBuilder builder, in CommandVariables command, in RecordVariables old)
    {
        using var scope = builder.Gadget("version-ok");
        return EqualityGadget.AreEqual(builder, command.ExpectedVersion, old.Version);
    }

    // RULE-4   ownerOk = 1 − present · (1 − [old.owner = client])
    private static Bit OwnerOk(ConstraintBuilder builder, in LinearCombination client, in RecordVariables old, in Bit isPresent)
    {
        using var scope = builder.Gadget("owner-ok");
        return !Bit.And(builder, isPresent, !EqualityGadget.AreEqual(builder, old.Owner, client));
    }

    // RULE-5.b   opOk = put + (delete + transfer) · live, a bit because at most one of put, delete and transfer is 1.
    private static Bit OperationOk(ConstraintBuilder builder, in CommandVariables command, in RecordVariables old)
    {
        using var scope = builder.Gadget("operation-ok");
        var onLiveRecord = builder.Multiply((LinearCombination)command.IsDelete + command.IsTransfer, old.IsLive);
        return Bit.FromCombinationUnchecked((LinearCombination)command.IsPut + onLiveRecord);
    }

    /// <summary>The record that the command leaves behind if it is ok (RULE-7); of no consequence otherwise. Twin: <see cref="CommandRules.Apply"/>.</summary>
    /// <remarks>Constraints: 5. Wires: 5.</remarks>
    private static RecordVariables Apply(ConstraintBuilder builder, in CommandVariables command, in LinearCombination client, in RecordVariables old)
    {
        using var scope = builder.Gadget("new-record");

        // RULE-7.a   owner = transfer ? payloadDigest : client
        var owner = SelectGadget.Select(builder, command.IsTransfer, command.PayloadDigest, client);

        // RULE-7.b   payloadDigest = put · command's + transfer · old one        RULE-7.c   the same for encryptionKeyId
        var payloadDigest = builder.Multiply(command.IsPut, command.PayloadDigest) + builder.Multiply(command.IsTransfer, old.PayloadDigest);
        var encryptionKeyId = builder.Multiply(command.IsPut, command.EncryptionKeyId) + builder.Multiply(command.IsTransfer, old.EncryptionKeyId);
        return new RecordVariables
        {
            Collection = command.Collection,
            Tag = command.Tag,
            Version = command.ExpectedVersion + Fr.One,
            Owner = owner,
            PayloadDigest = payloadDigest,
            EncryptionKeyId = encryptionKeyId,
            IsLive = !command.IsDelete,
        };
    }
}
