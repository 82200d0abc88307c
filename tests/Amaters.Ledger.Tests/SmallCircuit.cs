using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Prover.Engines;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Tests;

/// <summary>A real circuit of two commands on a tree of 8³ positions with a real development key: proofs in a second or two.</summary>
public sealed class SmallCircuit : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-ledger-tests-").FullName;
    private readonly ProvingKey _provingKey;
    private readonly Groth16Prover _prover;

    public SmallCircuit()
    {
        Circuit = BatchCircuit.Compile(Shape);
        var path = Path.Combine(_folder, "key.zkey");
        DevelopmentSetup.Run(Circuit, path, Shape);
        Assert.True(ProvingKey.TryOpen(path, out _provingKey!, out var reason), reason.ToString());
        _prover = new Groth16Prover(_provingKey, Circuit, ProverEngines.Create());
    }

    public static CircuitShape Shape { get; } = new(2, 3);

    public R1cs Circuit { get; }

    public VerifyingKey VerifyingKey => _provingKey.VerifyingKey;

    public byte[] Prove(BatchTrace trace)
    {
        lock (_prover)
        {
            var result = _prover.Prove(BatchCircuit.GenerateWitness(trace));
            return result.IsProved ? result.Proof!.Encode() : throw new InvalidOperationException(result.ToString());
        }
    }

    public void Dispose()
    {
        _prover.Dispose();
        _provingKey.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
