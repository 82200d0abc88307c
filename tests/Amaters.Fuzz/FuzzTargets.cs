using Amaters.Fuzz.Targets;

namespace Amaters.Fuzz;

/// <summary>Every fuzz target.</summary>
public static class FuzzTargets
{
    /// <summary>The targets, by floor.</summary>
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new BatchHeaderTarget(),
        new SignedCommandTarget(),
        new RecordProofTarget(),
        new BatchTraceTarget(),
        new ProofTarget(),
        new ProofBatchTarget(),
        new VerifyingKeyTarget(),
        new SnarkjsProofTarget(),
        new SnarkjsKeyTarget(),
        new SnarkjsPublicInputsTarget(),
        new HeaderJsonTarget(),
        new GenesisTarget(),
        new SignedNoteTarget(),
        new CheckpointTarget(),
        new PromiseTarget(),
        new R1csTarget(),
        new WitnessTarget(),
        new ZkeyTarget(),
        new BatchJsonTarget(),
        new BundleTarget(),
        new ReceiptTarget(),
        new LedgerEntryTarget(),
        new ApplyTarget(),
        new PeerMessageTarget(),
        new LogRecordTarget(),
        new AcknowledgedMarkTarget(),
        new PeerIdentityTarget(),
        new ConfChangeTarget(),
        new SnapshotTicketTarget(),
        new SnapshotStreamTarget(),
        new SealedPayloadTarget(),
        new RecordContentTarget(),
        new RecipientKeyTarget(),
        new KeyFileTarget(),
        new LedgerPinTarget(),
        new BundleSpliceTarget(),
    ];
}
