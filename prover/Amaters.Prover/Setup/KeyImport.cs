using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Prover.Formats;
using Amaters.Prover.Qap;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Setup;

/// <summary>Takes over a <c>.zkey</c> that public tools made: checks every point and that it is for our circuit, then writes it sealed.</summary>
/// <remarks>
/// Checked: the format, each point on its curve and in its subgroup, the terms of A and B against the circuit. Not checked: that the points follow from
/// the circuit and a ceremony; <c>snarkjs zkey verify</c> does that with the ceremony's own files. A key with wrong points makes no proof that
/// passes the prover's check of itself.
/// </remarks>
public static class KeyImport
{
    /// <summary>Checks a key and writes it, sealed, to a new file.</summary>
    /// <param name="circuit">The circuit that the key is for.</param>
    /// <param name="source">The <c>.zkey</c> file.</param>
    /// <param name="destination">Where the sealed key goes. An existing file is replaced at the very end.</param>
    /// <param name="shape">The shape of a batch circuit, to be noted in the key; null for another circuit.</param>
    /// <param name="progress">Told how many points are checked, from any thread.</param>
    /// <param name="workerCount">How many pieces of work run at once; by default one for each processor.</param>
    /// <returns><see cref="FormatRejection.None"/> when the key was written, or why it is refused.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static FormatRejection Run(
        R1cs circuit, string source, string destination, CircuitShape? shape = null, IProgress<SetupProgress>? progress = null, int? workerCount = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        using var mapping = new MappedFile(source);
        var bytes = mapping.Bytes;
        if (!ZkeyFile.TryDecode(bytes, out var file, out var reason))
            return reason;
        if (!IsFor(file, circuit))
            return FormatRejection.WrongCircuit;
        reason = CheckPoints(file, progress, workerCount ?? Environment.ProcessorCount);
        if (reason != FormatRejection.None)
            return reason;

        // A key that one party made stays one, whatever way it comes back.
        var isDevelopment = file.Seal is { } section && (!KeySeal.TryRead(bytes, section.Span, out var seal) || seal.Label.IsDevelopment);
        var label = new KeyLabel(isDevelopment, circuit.Digest, shape);
        NewFile.Write(destination, stream => Copy(file, new KeySeal(label), stream));
        return FormatRejection.None;
    }

    private static bool IsFor(ZkeyFile file, R1cs circuit) =>
        file.Header.WireCount == circuit.WireCount
        && file.Header.PublicCount == circuit.PublicCount
        && file.Header.Log2DomainSize == QapDomain.Of(circuit).Log2Size
        && CoefficientSection.IsOf(file.Section(ZkeyFile.CoefficientsSection).Span, circuit);

    private static FormatRejection CheckPoints(ZkeyFile file, IProgress<SetupProgress>? progress, int workerCount)
    {
        var counter = new ProgressCounter(progress, (3L * file.Header.WireCount) + file.Header.PrivateCount + file.Header.DomainSize);
        foreach (var section in new[] { ZkeyFile.ASection, ZkeyFile.B1Section, ZkeyFile.CSection, ZkeyFile.HSection })
        {
            var reason = MontgomeryPoints.CheckG1(file.Section(section), workerCount, counter.For("points of G1"));
            if (reason != FormatRejection.None)
                return reason;
        }

        return MontgomeryPoints.CheckG2(file.Section(ZkeyFile.B2Section), workerCount, counter.For("points of G2"));
    }

    private static void Copy(ZkeyFile file, in KeySeal seal, Stream stream)
    {
        var writer = new ZkeyWriter(stream, isSealed: true);
        writer.CopySections(file);
        writer.WriteSeal(seal);
    }
}
