using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Statements;

// One command: signature, position, the record before and after, the rules, the roots.
public static partial class BatchCircuit
{
    private static CommandExecution Execute(ConstraintBuilder builder, CommandTrace trace, in LinearCombination ledgerId, in LinearCombination oldRoot)
    {
        var publicKey = EdwardsGadget.EnforceOnCurve(builder, builder.Allocate(trace.Signed.PublicKey.Point.U), builder.Allocate(trace.Signed.PublicKey.Point.V));
        var command = CommandVariables.Allocate(builder, trace.Signed.Command);

        // STATE-2   client = H8(CLIENT, pk.u, pk.v, 0, 0, 0, 0, 0)
        var client = Poseidon2Gadget.H8(builder, DomainTag.Client, publicKey.U, publicKey.V);

        // RULE-1: the signature is valid.
        var digest = command.Digest(builder, client);
        SchnorrGadget.EnforceValid(builder, trace.Signed.Signature, publicKey, digest, ledgerId);

        // STATE-4: the low 3·depth bits of H8(POSITION, collection, tag, 0, 0, 0, 0, 0).
        var place = Poseidon2Gadget.H8(builder, DomainTag.Position, command.Collection, command.Tag);
        var position = BitDecomposition.Canonical(builder, place).AsSpan(0, 3 * trace.Path.Depth);

        // An absent record is leaf 0:   present · H8(RECORD, …) = leaf
        var (old, isPresent) = RecordVariables.AllocateOptional(builder, trace.OldRecord);
        var oldLeaf = builder.Multiply(isPresent, old.Leaf(builder));

        // RULE-7: unless the command is ok, the leaf stays as it is.
        var isOk = Judge(builder, command, client, old, isPresent);
        var newLeaf = SelectGadget.Select(builder, isOk, Apply(builder, command, client, old).Leaf(builder), oldLeaf);

        var roots = MerkleGadget.ReplaceLeaf(builder, position, trace.Path, oldLeaf, newLeaf);
        builder.EnforceEqual(roots.OldRoot, oldRoot);
        return new CommandExecution(digest, isOk, command.IsNoop, roots.NewRoot);
    }

    /// <summary>What the batch needs of an executed command.</summary>
    private readonly record struct CommandExecution(LinearCombination Digest, Bit IsOk, Bit IsNoop, LinearCombination NewRoot);

    /// <summary>The fields of a command in a circuit: the twin of <see cref="Command"/>.</summary>
    private readonly struct CommandVariables
    {
        public required LinearCombination Operation { get; init; }

        public required Bit IsNoop { get; init; }

        public required Bit IsPut { get; init; }

        public required Bit IsDelete { get; init; }

        public required Bit IsTransfer { get; init; }

        public required LinearCombination Collection { get; init; }

        public required LinearCombination Tag { get; init; }

        public required LinearCombination ExpectedVersion { get; init; }

        public required LinearCombination PayloadDigest { get; init; }

        public required LinearCombination EncryptionKeyId { get; init; }

        /// <summary>Allocates a command. The operation is two bits o₀ and o₁, so that exactly one of the four flags is 1.</summary>
        /// <remarks>Constraints: 3. Wires: 8. Doc: RULE-5.</remarks>
        public static CommandVariables Allocate(ConstraintBuilder builder, Command command)
        {
            using var scope = builder.Gadget("operation");
            var operation0 = Bit.Allocate(builder, ((int)command.Operation & 1) != 0);
            var operation1 = Bit.Allocate(builder, ((int)command.Operation & 2) != 0);

            // RULE-5.a   transfer = o₀ · o₁,   put = o₀ − transfer,   delete = o₁ − transfer,   noop = 1 − put − o₁
            var isTransfer = Bit.And(builder, operation0, operation1);
            LinearCombination put = operation0 - (LinearCombination)isTransfer, delete = operation1 - (LinearCombination)isTransfer;
            return new CommandVariables
            {
                Operation = Bit.Pack([operation0, operation1]),
                IsNoop = Bit.FromCombinationUnchecked(Fr.One - put - operation1),
                IsPut = Bit.FromCombinationUnchecked(put),
                IsDelete = Bit.FromCombinationUnchecked(delete),
                IsTransfer = isTransfer,
                Collection = builder.Allocate(command.Key.Collection),
                Tag = builder.Allocate(command.Key.Tag),
                ExpectedVersion = builder.Allocate(Fr.FromUInt64(command.ExpectedVersion)),
                PayloadDigest = builder.Allocate(command.PayloadDigest),
                EncryptionKeyId = builder.Allocate(command.EncryptionKeyId),
            };
        }

        /// <summary>m = H8(COMMAND, client, op, collection, tag, expectedVersion, payloadDigest, encryptionKeyId) (STATE-3).</summary>
        public LinearCombination Digest(ConstraintBuilder builder, in LinearCombination client) =>
            Poseidon2Gadget.H8(builder, DomainTag.Command, client, Operation, Collection, Tag, ExpectedVersion, PayloadDigest, EncryptionKeyId);
    }
}
