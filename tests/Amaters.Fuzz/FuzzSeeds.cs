using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Fuzz;

/// <summary>Valid values for the decoders: well formed, though no proof of anything.</summary>
internal static class FuzzSeeds
{
    public static Groth16Proof Proof { get; } = new(G1(2), G2(3), G1(4));

    public static VerifyingKey Key { get; } =
        new(new KeyLabel(IsDevelopment: true, default, CircuitShape.Production), G1(5), G2(6), G2(1), G2(7), [G1(8), G1(9)]);

    public static BatchHeader Header { get; } = new(
        Fr.FromUInt64(1), -Fr.FromUInt64(2), Fr.FromUInt64(3), -Fr.FromUInt64(4), new BatchOutcomes(0xa5), new BatchRange(7, 49, 8), -Fr.FromUInt64(5));

    public static Record Record { get; } =
        new(new RecordKey(Fr.FromUInt64(1), Fr.FromUInt64(2)), Version: 3, SchnorrSecretKey.Padding.PublicKey.ClientId, Fr.FromUInt64(4), Fr.One, IsLive: true);

    public static LedgerState State { get; } = StateWith(Record);

    public static BatchTrace Trace { get; } = Execute();

    private static LedgerState StateWith(Record record)
    {
        var state = new LedgerState(treeDepth: 2);
        state.Write(record);
        return state;
    }

    private static BatchTrace Execute()
    {
        var key = SchnorrSecretKey.FromSeed(new byte[32]);
        SignedCommand[] commands =
        [
            SignedCommand.Sign(new Command(Operation.Put, Record.Key, ExpectedVersion: 3, Fr.One, Fr.One), key, Fr.One),
            SignedCommand.Sign(new Command(Operation.Put, new RecordKey(Fr.One, Fr.One), ExpectedVersion: 0, Fr.One, Fr.One), key, Fr.One),
        ];
        var position = new ChainPosition(Fr.Zero, State.Root, NextBatchNumber: 1, NextIndex: 1);
        return Batch.TryCreate(new CircuitShape(2, 2), Fr.One, position, commands, out var batch, out var fault)
            ? BatchExecutor.Execute(batch, State).Trace
            : throw new InvalidOperationException($"The sample batch is well formed, but: {fault}");
    }

    private static G1Affine G1(ulong scalar) => (G1Jacobian.FromAffine(G1Affine.Generator) * Fr.FromUInt64(scalar)).ToAffine();

    private static G2Affine G2(ulong scalar) => (G2Jacobian.FromAffine(G2Affine.Generator) * Fr.FromUInt64(scalar)).ToAffine();
}
