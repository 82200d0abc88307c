using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Prover.Formats;
using Amaters.Prover.Qap;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Setup;

/// <summary>Makes a proving key by one party alone: quick, and as trustworthy as the machine it ran on. The key says <c>development</c>.</summary>
/// <remarks>
/// Groth, eprint 2016/260 §3.2, with γ = 1 and iden3's basis for the quotient. The memory that held the secrets and everything computed from them is zeroed
/// before the method returns; for a key that others shall trust, run a ceremony and import it (<see cref="KeyImport"/>).
/// </remarks>
public static class DevelopmentSetup
{
    /// <summary>Makes the key of a circuit and writes it, sealed, to a new file.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="path">Where the key goes. An existing file is replaced at the very end, when the new one is complete.</param>
    /// <param name="shape">The shape of a batch circuit, to be noted in the key; null for another circuit.</param>
    /// <param name="progress">Told how many points are made, from any thread.</param>
    /// <param name="workerCount">How many pieces of work run at once; by default one for each processor.</param>
    public static void Run(R1cs circuit, string path, CircuitShape? shape = null, IProgress<SetupProgress>? progress = null, int? workerCount = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        using var toxic = ToxicScalars.Generate();
        NewFile.Write(path, stream => Run(circuit, shape, toxic, stream, progress, workerCount ?? Environment.ProcessorCount));
    }

    /// <summary>Makes the key from given secrets, which the caller erases.</summary>
    internal static void Run(R1cs circuit, CircuitShape? shape, ToxicScalars toxic, Stream stream, IProgress<SetupProgress>? progress, int workerCount)
    {
        var domain = QapDomain.Of(circuit);
        var pointCount = (4L * circuit.WireCount) + domain.Size;
        var counter = new ProgressCounter(progress, pointCount);
        using var qap = new QapEvaluation(circuit, domain, toxic);
        var g1 = new FixedBase<G1Jacobian, G1Affine, Fp>(G1Affine.Generator, 3 * circuit.WireCount, workerCount);
        var g2 = new FixedBase<G2Jacobian, G2Affine, Fp2>(G2Affine.Generator, circuit.WireCount, workerCount);

        using var single = new SecretMemory(3);
        (single.Span[0], single.Span[1], single.Span[2]) = (toxic.Alpha, toxic.Beta, toxic.Delta);
        var single1 = g1.Multiply(single.Memory, static _ => { });
        var single2 = g2.Multiply(single.Memory, static _ => { });

        var writer = new ZkeyWriter(stream, isSealed: true);
        writer.WriteHeader(new KeyHeader(
            circuit.WireCount, circuit.PublicCount, domain.Log2Size,
            Alpha1: single1[0], Beta1: single1[1], Beta2: single2[1], Delta1: single1[2], Delta2: single2[2]));
        writer.WritePoints(ZkeyFile.IcSection, g1.Multiply(qap.PublicK, counter.For("public inputs")));
        writer.WriteCoefficients(circuit);
        writer.WritePoints(ZkeyFile.ASection, g1.Multiply(qap.A, counter.For("A in G1")));
        writer.WritePoints(ZkeyFile.B1Section, g1.Multiply(qap.B, counter.For("B in G1")));
        writer.WritePoints(ZkeyFile.B2Section, g2.Multiply(qap.B, counter.For("B in G2")));
        writer.WritePoints(ZkeyFile.CSection, g1.Multiply(qap.PrivateK, counter.For("private wires")));
        writer.WritePoints(ZkeyFile.HSection, g1.Multiply(qap.H, counter.For("quotient")));
        writer.WriteSection(ZkeyFile.ContributionsSection, ZkeyWriter.NoContributions);
        writer.WriteSeal(new KeySeal(new KeyLabel(IsDevelopment: true, circuit.Digest, shape)));
    }
}
