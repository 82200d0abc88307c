using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Tests.Setup;

public sealed class DevelopmentSetupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Progress_reaches_the_total()
    {
        var steps = new List<SetupProgress>();
        DevelopmentSetup.Run(SmallCircuit.Compile(10), _folder["key.zkey"], progress: new Reporter<SetupProgress>(steps.Add));
        Assert.All(steps, step => Assert.InRange(step.Done, 1, step.Total));
        Assert.Equal(steps[0].Total, steps.Max(step => step.Done));
    }

    [Fact]
    public void Two_set_ups_share_no_secret()
    {
        DevelopmentSetup.Run(SmallCircuit.Compile(2), _folder["first.zkey"]);
        DevelopmentSetup.Run(SmallCircuit.Compile(2), _folder["second.zkey"]);
        Assert.True(ProvingKey.TryOpen(_folder["first.zkey"], out var first, out _));
        Assert.True(ProvingKey.TryOpen(_folder["second.zkey"], out var second, out _));
        using (first)
        using (second)
        {
            Assert.NotEqual(first.Alpha1, second.Alpha1);
            Assert.NotEqual(first.Beta2, second.Beta2);
            Assert.NotEqual(first.Delta2, second.Delta2);
        }
    }

    // With known secrets every point follows from a formula: here those of the constant wire, a public and a private one.
    [Fact]
    public void Points_are_the_polynomials_at_the_secret_point()
    {
        var circuit = SmallCircuit.Compile(3);
        var (tau, alpha, beta, delta) = (Fr.FromUInt64(1001), Fr.FromUInt64(2002), Fr.FromUInt64(3003), Fr.FromUInt64(4004));
        using (var toxic = ToxicScalars.Known(tau, alpha, beta, delta))
        using (var file = new FileStream(_folder["known.zkey"], FileMode.Create, FileAccess.ReadWrite))
            DevelopmentSetup.Run(circuit, null, toxic, file, null, workerCount: 2);

        Assert.True(ProvingKey.TryOpen(_folder["known.zkey"], out var key, out _));
        using (key)
        {
            var domain = EvaluationDomain.OfLog2Size(key.Log2DomainSize);
            var lagrange = new Fr[domain.Size];
            LagrangeBasis.Evaluate(domain.Log2Size, tau, lagrange);
            foreach (var wire in new[] { 0, 1, 2, 4 })
            {
                var a = Column(circuit.A, wire, lagrange);
                if (wire <= circuit.PublicCount)
                    a += lagrange[circuit.ConstraintCount + wire];
                var b = Column(circuit.B, wire, lagrange);
                var k = (beta * a) + (alpha * b) + Column(circuit.C, wire, lagrange);
                Assert.Equal(Times(a), key.A.Span[wire]);
                Assert.Equal(Times(b), key.B1.Span[wire]);
                Assert.Equal(Gens.Multiple<G2Jacobian, G2Affine>(G2Affine.Generator, b).ToAffine(), key.B2.Span[wire]);
                if (wire <= circuit.PublicCount)
                    Assert.Equal(Times(k), key.VerifyingKey.InputCommitments[wire]);
                else
                    Assert.Equal(Times(k * delta.Inverse()), key.C.Span[wire - circuit.PublicCount - 1]);
            }

            var doubled = new Fr[2 * domain.Size];
            LagrangeBasis.Evaluate(domain.Log2Size + 1, tau, doubled);
            Assert.Equal(Times(doubled[7] * delta.Inverse()), key.H.Span[3]);
        }
    }

    [Fact]
    public void Secrets_are_zeroed_when_they_are_disposed()
    {
        var toxic = ToxicScalars.Generate();
        ref readonly var tau = ref toxic.Tau;
        Assert.False(tau.IsZero);
        var circuit = SmallCircuit.Compile(3);
        var qap = new QapEvaluation(circuit, EvaluationDomain.OfLog2Size(4), toxic);
        var derived = new[] { qap.A, qap.B, qap.PublicK, qap.PrivateK, qap.H };
        Assert.All(derived, memory => Assert.Contains(memory.ToArray(), element => !element.IsZero));
        qap.Dispose();
        toxic.Dispose();
        Assert.True(tau.IsZero && toxic.Alpha.IsZero && toxic.Beta.IsZero && toxic.Delta.IsZero);
        Assert.All(derived, memory => Assert.All(memory.ToArray(), element => Assert.True(element.IsZero)));
    }

    [Fact]
    public void A_failed_set_up_leaves_no_file()
    {
        Assert.Throws<AggregateException>(() => DevelopmentSetup.Run(
            SmallCircuit.Compile(3), _folder["key.zkey"], progress: new Reporter<SetupProgress>(_ => throw new InvalidOperationException()), workerCount: 1));
        Assert.False(File.Exists(_folder["key.zkey"]));
        Assert.False(File.Exists(_folder["key.zkey.partial"]));
    }

    private static Fr Column(Circuits.Constraints.SparseMatrix matrix, int wire, Fr[] lagrange)
    {
        var sum = Fr.Zero;
        for (int row = 0; row < matrix.RowCount; row++)
        {
            for (int term = matrix.RowStarts[row]; term < matrix.RowStarts[row + 1]; term++)
                sum += matrix.Wires[term] == wire ? matrix.Coefficients[term] * lagrange[row] : Fr.Zero;
        }

        return sum;
    }

    private static G1Affine Times(Fr scalar) => Gens.Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, scalar).ToAffine();
}
