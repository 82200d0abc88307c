using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Amaters.Prover.Engines;
using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Testing;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Snarkjs;
using SnarkjsTool = Amaters.Testing.Snarkjs;

namespace Amaters.Prover.Tests.Snarkjs;

/// <summary>snarkjs judges our circuit, witness, key and proof of a sample batch, and we judge its proof.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class SnarkjsJudgeTests : IClassFixture<SnarkjsJudgeTests.SampleFiles>
{
    private readonly SampleFiles _files;

    public SnarkjsJudgeTests(SampleFiles files) => _files = files;

    [Fact]
    public void It_reads_our_circuit()
    {
        var output = SnarkjsTool.Run("r1cs", "info", _files["circuit.r1cs"]);
        Assert.Contains("Curve: bls12-381", output, StringComparison.Ordinal);
        Assert.Contains($"# of Constraints: {_files.Circuit.ConstraintCount}", output, StringComparison.Ordinal);
        Assert.Contains($"# of Wires: {_files.Circuit.WireCount}", output, StringComparison.Ordinal);
        Assert.Contains("# of Public Inputs: 1", output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_finds_our_witness_correct_and_a_changed_one_not()
    {
        Assert.Contains("WITNESS IS CORRECT", SnarkjsTool.Run("wtns", "check", _files["circuit.r1cs"], _files["batch.wtns"]), StringComparison.Ordinal);
        using (var stream = File.Create(_files["changed.wtns"]))
            WitnessFile.Write(stream, _files.Witness.WithWire(_files.Circuit.WireCount - 1, Circuits.Fields.Fr.FromUInt64(12345)));
        Assert.False(SnarkjsTool.TryRun(out var output, "wtns", "check", _files["circuit.r1cs"], _files["changed.wtns"]) && output.Contains("WITNESS IS CORRECT", StringComparison.Ordinal));
    }

    [Fact]
    public void It_accepts_our_proof_and_refuses_it_for_another_header()
    {
        var result = _files.Prover.Prove(_files.Witness);
        Assert.True(result.IsProved, result.ToString());
        File.WriteAllBytes(_files["proof.json"], SnarkjsProof.Write(result.Proof));
        File.WriteAllBytes(_files["public.json"], SnarkjsPublicInputs.Write(_files.Witness.PublicInputs.ToArray()));
        Assert.True(SnarkjsTool.TryRun(out var output, "groth16", "verify", _files["verification_key.json"], _files["public.json"], _files["proof.json"]), output);
        File.WriteAllBytes(_files["other.json"], SnarkjsPublicInputs.Write([_files.Witness.PublicInputs[0] + Circuits.Fields.Fr.One]));
        Assert.False(SnarkjsTool.TryRun(out _, "groth16", "verify", _files["verification_key.json"], _files["other.json"], _files["proof.json"]));
    }

    [Theory]
    [InlineData("key.zkey")]
    [InlineData("plain.zkey")]
    public void We_accept_the_proof_that_it_makes_with_our_key(string keyName)
    {
        SnarkjsTool.Run("groth16", "prove", _files[keyName], _files["batch.wtns"], _files["its-proof.json"], _files["its-public.json"]);
        Assert.True(SnarkjsProof.TryRead(File.ReadAllBytes(_files["its-proof.json"]), out var proof, out _));
        Assert.True(SnarkjsPublicInputs.TryRead(File.ReadAllBytes(_files["its-public.json"]), out var inputs, out _));
        Assert.Equal(_files.Input.Execution.Header.Digest(), Assert.Single(inputs));
        Assert.True(Groth16Verifier.Verify(new PreparedVerifyingKey(_files.Key.VerifyingKey), inputs, proof).IsAccepted);
    }

    [Fact]
    public void It_reads_the_same_verification_key_from_our_key()
    {
        SnarkjsTool.Run("zkey", "export", "verificationkey", _files["key.zkey"], _files["its-key.json"]);
        Assert.True(SnarkjsVerificationKey.TryRead(File.ReadAllBytes(_files["its-key.json"]), default, out var key, out _));
        Assert.Equal(SnarkjsVerificationKey.Write(_files.Key.VerifyingKey), SnarkjsVerificationKey.Write(key));
    }

    /// <summary>One small batch circuit with key, witness and files for all tests of the class.</summary>
    public sealed class SampleFiles : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public SampleFiles()
        {
            var shape = new CircuitShape(1, 2);
            Circuit = BatchCircuit.Compile(shape);
            Input = SampleBatch.Create(shape, seed: 8);
            Witness = Input.GenerateWitness();
            DevelopmentSetup.Run(Circuit, this["key.zkey"], shape);
            Key = ProvingKey.TryOpen(this["key.zkey"], out var key, out var reason) ? key : throw new InvalidDataException($"{reason}");
            Prover = new Groth16Prover(Key, Circuit, new PlainEngine());
            using var circuitFile = File.Create(this["circuit.r1cs"]);
            R1csFile.Of(Circuit).Write(circuitFile);
            using var witnessFile = File.Create(this["batch.wtns"]);
            WitnessFile.Write(witnessFile, Witness);
            using var plainKey = File.Create(this["plain.zkey"]);
            Key.WriteUnsealed(plainKey);
            File.WriteAllBytes(this["verification_key.json"], SnarkjsVerificationKey.Write(Key.VerifyingKey));
        }

        public R1cs Circuit { get; }

        public BatchInput Input { get; }

        public Witness Witness { get; }

        public ProvingKey Key { get; }

        public Groth16Prover Prover { get; }

        public string this[string name] => _folder[name];

        public void Dispose()
        {
            Prover.Dispose();
            Key.Dispose();
            _folder.Dispose();
        }
    }
}
