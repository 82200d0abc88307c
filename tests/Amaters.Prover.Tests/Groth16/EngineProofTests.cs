using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Engines;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Prover.Tests.Engines;

namespace Amaters.Prover.Tests.Groth16;

/// <summary>Whole proofs by every engine: equal bytes, overlapping calls, buffers that are reused.</summary>
public sealed class EngineProofTests : IClassFixture<EngineProofTests.KeyFixture>
{
    // A domain of 2¹¹, which the transforms of every engine serve.
    private const int Rounds = 2000;

    private static readonly R1cs Circuit = SmallCircuit.Compile(Rounds);
    private static readonly Blinding FixedBlinding = new(Fr.FromUInt64(5), Fr.FromUInt64(6));

    private readonly ProvingKey _key;

    public EngineProofTests(KeyFixture fixture) => _key = fixture.Key;

    [Theory]
    [CombinatorialTiers]
    public void Every_engine_gives_the_same_proof_for_the_same_blinding(SimdTier tier, int workers)
    {
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        using var plainEngine = new PlainEngine(1);
        using var plain = new Groth16Prover(_key, Circuit, plainEngine);
        using var engine = Tiers.Engine(tier, workers);
        using var prover = new Groth16Prover(_key, Circuit, engine);
        Assert.Equal(plain.Prove(witness, FixedBlinding).Proof!.Encode(), prover.Prove(witness, FixedBlinding).Proof!.Encode());
    }

    [Theory]
    [CombinatorialTiers]
    public void Overlapping_proofs_do_not_disturb_each_other(SimdTier tier, int workers)
    {
        var witnesses = Enumerable.Range(0, 4).Select(i => SmallCircuit.Solve(Rounds, Fr.FromUInt64((ulong)i + 2))).ToArray();
        using var engine = Tiers.Engine(tier, workers);
        using var prover = new Groth16Prover(_key, Circuit, engine);
        var alone = witnesses.Select(witness => prover.Prove(witness, FixedBlinding).Proof!.Encode()).ToArray();
        var together = new byte[witnesses.Length][];
        Parallel.For(0, witnesses.Length, i => together[i] = prover.Prove(witnesses[i], FixedBlinding).Proof!.Encode());
        Assert.Equal(alone, together);
    }

    [Theory]
    [CombinatorialTiers]
    public void A_proof_that_is_stopped_in_any_stage_leaves_the_prover_usable(SimdTier tier, int workers)
    {
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        using var engine = Tiers.Engine(tier, workers);
        using var prover = new Groth16Prover(_key, Circuit, engine);
        foreach (var last in Enum.GetValues<ProvingStage>())
        {
            var stop = new Reporter<ProvingStage>(stage =>
            {
                if (stage == last)
                    throw new OperationCanceledException();
            });
            Assert.Throws<OperationCanceledException>(() => prover.Prove(witness, stop));
        }

        Assert.True(prover.Prove(witness).IsProved);
    }

    // The evaluations alone would take 3·64 kB: a later proof finds them kept by an earlier one, and native buffers stay where they are.
    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void A_later_proof_allocates_no_large_buffers(SimdTier tier)
    {
        const long ByteLimit = 192_000;
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        using var engine = Tiers.Engine(tier, workers: 1);
        using var prover = new Groth16Prover(_key, Circuit, engine);
        prover.Prove(witness);
        prover.Prove(witness);
        var before = GC.GetAllocatedBytesForCurrentThread();
        prover.Prove(witness);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ByteLimit);
    }

    /// <summary>One key for all tests of the class.</summary>
    public sealed class KeyFixture : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public KeyFixture()
        {
            DevelopmentSetup.Run(Circuit, _folder["key.zkey"]);
            Key = ProvingKey.TryOpen(_folder["key.zkey"], out var key, out var reason) ? key : throw new InvalidDataException($"{reason}");
        }

        internal ProvingKey Key { get; }

        public void Dispose()
        {
            Key.Dispose();
            _folder.Dispose();
        }
    }
}
