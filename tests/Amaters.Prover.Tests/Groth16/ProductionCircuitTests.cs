using System.Diagnostics;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Amaters.Prover.Engines;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Testing;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Tests.Groth16;

/// <summary>The real thing once: set-up and proof of the circuit that ledgers run.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ProductionCircuitTests : IDisposable
{
    private const long KeyByteLimit = 250_000_000;
    private const long MemoryByteLimit = 1_500_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_batch_of_eight_is_proved_within_the_memory_and_key_budgets()
    {
        var shape = CircuitShape.Production;
        var circuit = BatchCircuit.Compile(shape);
        DevelopmentSetup.Run(circuit, _folder["key.zkey"], shape);
        Assert.InRange(new FileInfo(_folder["key.zkey"]).Length, 1, KeyByteLimit);
        Assert.True(ProvingKey.TryOpen(_folder["key.zkey"], out var key, out _));
        using (key)
        {
            Assert.Equal(17, key.Log2DomainSize);
            using var prover = new Groth16Prover(key, circuit, new PlainEngine());
            var input = SampleBatch.Create(shape, seed: 2026);
            var result = prover.Prove(input.GenerateWitness());
            Assert.True(result.IsProved, result.ToString());
            var verdict = Groth16Verifier.Verify(new PreparedVerifyingKey(key.VerifyingKey), [input.Execution.Header.Digest()], result.Proof);
            Assert.True(verdict.IsAccepted, verdict.ToString());
        }

        Assert.InRange(Process.GetCurrentProcess().PeakWorkingSet64, 1, MemoryByteLimit);
    }
}
