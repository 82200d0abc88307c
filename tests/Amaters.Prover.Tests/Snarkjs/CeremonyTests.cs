using Amaters.Circuits.Fields;
using Amaters.Prover.Engines;
using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Testing;
using Amaters.Verifier.Snarkjs;
using SnarkjsTool = Amaters.Testing.Snarkjs;

namespace Amaters.Prover.Tests.Snarkjs;

/// <summary>A whole ceremony with snarkjs on a tiny circuit of ours, as the prover's README tells it, and a proof with its key.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class CeremonyTests : IDisposable
{
    private const int Rounds = 20;
    private const string BeaconValue = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_from_a_ceremony_proves_and_snarkjs_accepts()
    {
        var circuit = SmallCircuit.Compile(Rounds);
        using (var stream = File.Create(_folder["circuit.r1cs"]))
            R1csFile.Of(circuit).Write(stream);

        SnarkjsTool.Run("powersoftau", "new", "bls12-381", "6", _folder["0.ptau"]);
        SnarkjsTool.Run("powersoftau", "contribute", _folder["0.ptau"], _folder["1.ptau"], "--name=first", "-e=some entropy");
        SnarkjsTool.Run("powersoftau", "beacon", _folder["1.ptau"], _folder["2.ptau"], BeaconValue, "10");
        SnarkjsTool.Run("powersoftau", "prepare", "phase2", _folder["2.ptau"], _folder["final.ptau"]);
        SnarkjsTool.Run("groth16", "setup", _folder["circuit.r1cs"], _folder["final.ptau"], _folder["0.zkey"]);
        SnarkjsTool.Run("zkey", "contribute", _folder["0.zkey"], _folder["1.zkey"], "--name=second", "-e=more entropy");
        SnarkjsTool.Run("zkey", "beacon", _folder["1.zkey"], _folder["final.zkey"], BeaconValue, "10");
        SnarkjsTool.Run("zkey", "verify", _folder["circuit.r1cs"], _folder["final.ptau"], _folder["final.zkey"]);
        SnarkjsTool.Run("zkey", "export", "verificationkey", _folder["final.zkey"], _folder["verification_key.json"]);

        Assert.Equal(FormatRejection.None, KeyImport.Run(circuit, _folder["final.zkey"], _folder["key.zkey"]));
        Assert.True(ProvingKey.TryOpen(_folder["key.zkey"], out var key, out _));
        using (key)
        {
            Assert.False(key.Label.IsDevelopment);
            Assert.Equal(File.ReadAllText(_folder["verification_key.json"]).ReplaceLineEndings("\n").Trim(), System.Text.Encoding.UTF8.GetString(SnarkjsVerificationKey.Write(key.VerifyingKey)).Trim());
            using var prover = new Groth16Prover(key, circuit, new PlainEngine());
            var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(11));
            var result = prover.Prove(witness);
            Assert.True(result.IsProved, result.ToString());
            File.WriteAllBytes(_folder["proof.json"], SnarkjsProof.Write(result.Proof));
            File.WriteAllBytes(_folder["public.json"], SnarkjsPublicInputs.Write(witness.PublicInputs.ToArray()));
        }

        Assert.True(SnarkjsTool.TryRun(out var output, "groth16", "verify", _folder["verification_key.json"], _folder["public.json"], _folder["proof.json"]), output);
    }
}
