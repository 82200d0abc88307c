using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Prover.Engines;
using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Tests.Groth16;

public sealed class Groth16ProverTests : IClassFixture<Groth16ProverTests.SmallProver>
{
    private const int Rounds = 20;

    private static readonly R1cs Circuit = SmallCircuit.Compile(Rounds);

    private readonly TemporaryFolder _folder;
    private readonly ProvingKey _key;
    private readonly Groth16Prover _prover;
    private readonly PreparedVerifyingKey _verifyingKey;

    public Groth16ProverTests(SmallProver small)
    {
        _folder = small.Folder;
        _key = small.Key;
        _prover = small.Prover;
        _verifyingKey = new PreparedVerifyingKey(_key.VerifyingKey);
    }

    [Fact]
    public void A_proof_of_a_satisfied_witness_verifies()
    {
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        var result = _prover.Prove(witness);
        Assert.True(result.IsProved, result.ToString());
        Assert.True(Groth16Verifier.Verify(_verifyingKey, witness.PublicInputs, result.Proof).IsAccepted);
        Assert.False(Groth16Verifier.Verify(_verifyingKey, [witness.PublicInputs[0] + Fr.One], result.Proof).IsAccepted);
    }

    [Fact]
    public void Two_proofs_of_one_witness_differ_and_both_verify()
    {
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        var first = _prover.Prove(witness).Proof!;
        var second = _prover.Prove(witness).Proof!;
        Assert.NotEqual(first.Encode(), second.Encode());
        Assert.True(Groth16Verifier.Verify(_verifyingKey, witness.PublicInputs, first).IsAccepted);
        Assert.True(Groth16Verifier.Verify(_verifyingKey, witness.PublicInputs, second).IsAccepted);
    }

    [Fact]
    public void Equal_blinding_gives_equal_proofs()
    {
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        var blinding = new Blinding(Fr.FromUInt64(5), Fr.FromUInt64(6));
        Assert.Equal(_prover.Prove(witness, blinding).Proof!.Encode(), _prover.Prove(witness, blinding).Proof!.Encode());
        Assert.NotEqual(_prover.Prove(witness, blinding).Proof!.Encode(), _prover.Prove(witness, blinding with { S = Fr.One }).Proof!.Encode());
    }

    // Without blinding A and B depend on the witness alone, which is what blinding hides; the equation holds all the same.
    [Fact]
    public void A_proof_without_blinding_verifies_too()
    {
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        Assert.True(_prover.Prove(witness, default(Blinding)).IsProved);
    }

    [Fact]
    public void A_broken_constraint_is_a_result_that_names_it()
    {
        var witness = SmallCircuit.Solve(Rounds, Fr.FromUInt64(7));
        var result = _prover.Prove(witness.WithWire(4, Fr.FromUInt64(999)));
        Assert.False(result.IsProved);
        Assert.False(result.SelfCheck.IsAccepted);
        Assert.NotNull(result.Failures);
        Assert.Contains(result.Failures.Failures, failure => failure.Index == 1 && failure.Source.File.EndsWith("SmallCircuit.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void Stages_are_reported_in_order()
    {
        var stages = new List<ProvingStage>();
        _prover.Prove(SmallCircuit.Solve(Rounds, Fr.FromUInt64(7)), new Reporter<ProvingStage>(stages.Add));
        Assert.Equal(Enum.GetValues<ProvingStage>(), stages);
    }

    [Fact]
    public void A_witness_of_another_shape_is_refused()
    {
        Assert.Throws<ArgumentException>(() => _prover.Prove(SmallCircuit.Solve(Rounds + 1, Fr.One)));
    }

    [Fact]
    public void A_key_of_another_circuit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Groth16Prover(_key, SmallCircuit.Compile(Rounds + 1), new PlainEngine()));
    }

    // The seal vouches for the bytes; a point exchanged before sealing makes proofs that the prover does not let out.
    [Fact]
    public void A_key_with_a_wrong_point_makes_no_proof()
    {
        var path = _folder["wrong.zkey"];
        var bytes = File.ReadAllBytes(_folder["small.zkey"]);
        Assert.True(ZkeyFile.TryDecode(bytes, out var file, out _));
        SwapPoints(bytes, file.Section(ZkeyFile.HSection));
        KeyFiles.Reseal(bytes);
        File.WriteAllBytes(path, bytes);
        Assert.True(ProvingKey.TryOpen(path, out var key, out _));
        using (key)
        {
            using var prover = new Groth16Prover(key, Circuit, new PlainEngine());
            var result = prover.Prove(SmallCircuit.Solve(Rounds, Fr.FromUInt64(7)));
            Assert.False(result.IsProved);
            Assert.Null(result.Failures);
            Assert.Equal(ProofRejection.EquationDoesNotHold, result.SelfCheck.Rejection);
        }
    }

    [Fact]
    public void A_key_that_snarkjs_made_proves_a_witness_that_snarkjs_made()
    {
        Assert.Equal(FormatRejection.None, KeyImport.Run(SnarkjsSample.R1cs.Circuit, SnarkjsSample.ZkeyPath, _folder["c6.zkey"]));
        Assert.True(ProvingKey.TryOpen(_folder["c6.zkey"], out var key, out _));
        using (key)
        {
            Assert.False(key.Label.IsDevelopment);
            using var prover = new Groth16Prover(key, SnarkjsSample.R1cs.Circuit, new PlainEngine());
            var result = prover.Prove(SnarkjsSample.Witness);
            Assert.True(result.IsProved, result.ToString());
            Assert.True(Groth16Verifier.Verify(SnarkjsSample.VerifyingKey, SnarkjsSample.Witness.PublicInputs, result.Proof).IsAccepted);
        }
    }

    private static void SwapPoints(byte[] file, ReadOnlyMemory<byte> section)
    {
        Assert.True(file.AsSpan().Overlaps(section.Span, out var offset));
        var first = file.AsSpan(offset, ZkeyFile.G1ByteCount);
        var second = file.AsSpan(offset + ZkeyFile.G1ByteCount, ZkeyFile.G1ByteCount);
        var copy = first.ToArray();
        second.CopyTo(first);
        copy.CopyTo(second);
    }

    /// <summary>One key for all tests of the class.</summary>
    public sealed class SmallProver : IDisposable
    {
        public SmallProver()
        {
            DevelopmentSetup.Run(Circuit, Folder["small.zkey"]);
            Key = ProvingKey.TryOpen(Folder["small.zkey"], out var key, out var reason) ? key : throw new InvalidDataException($"{reason}");
            Prover = new Groth16Prover(Key, Circuit, new PlainEngine());
        }

        internal TemporaryFolder Folder { get; } = new();

        internal ProvingKey Key { get; }

        internal Groth16Prover Prover { get; }

        public void Dispose()
        {
            Prover.Dispose();
            Key.Dispose();
            Folder.Dispose();
        }
    }
}
