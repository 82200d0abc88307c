using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Formats;

/// <summary>The values of all wires as an iden3 <c>.wtns</c> file, version 2.</summary>
/// <remarks>
/// <code>
/// Container: magic "wtns", version 2.
/// Section 1, header:
///   36   scalar field (u32 32, then r)
///    4   wires
/// Section 2:
///   32   value of each wire, standard form; the first is 1
/// </code>
/// The file does not say how many wires are public: the circuit does. Change together with: docs/proof-formats.md.
/// </remarks>
public static class WitnessFile
{
    private const uint Version = 2;
    private const uint HeaderSection = 1;
    private const uint ValueSection = 2;
    private const int HeaderByteCount = 40;

    private static ReadOnlySpan<byte> Magic => "wtns"u8;

    /// <summary>Reads a whole file.</summary>
    /// <param name="source">All bytes of the file.</param>
    /// <param name="publicCount">The number of public inputs of the circuit.</param>
    /// <param name="witness">The witness; nothing is known about whether it satisfies any constraint.</param>
    /// <param name="reason">Why the bytes are refused.</param>
    public static bool TryDecode(ReadOnlyMemory<byte> source, int publicCount, [NotNullWhen(true)] out Witness? witness, out FormatRejection reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(publicCount);
        witness = null;
        if (!SectionTable.TryRead(source, Magic, Version, out var sections, out reason)
            || !sections.TryGet(HeaderSection, HeaderByteCount, out var header, out reason)
            || !sections.TryGet(ValueSection, null, out var encoded, out reason))
        {
            return false;
        }

        reason = Decode(header.Span, encoded.Span, publicCount, out var values);
        if (reason != FormatRejection.None)
            return false;
        witness = new Witness(values, publicCount);
        return true;
    }

    /// <summary>Writes the whole file.</summary>
    public static void Write(Stream stream, Witness witness)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(witness);
        var writer = new SectionWriter(stream, Magic, Version, sectionCount: 2);
        writer.BeginSection(HeaderSection, HeaderByteCount);
        writer.Write(PrimeField.Scalars.Bytes);
        writer.Write((uint)witness.Values.Length);
        writer.BeginSection(ValueSection, (long)Fr.EncodedByteCount * witness.Values.Length);
        foreach (ref readonly var value in witness.Values)
            writer.Write(value);
        writer.RequireComplete();
    }

    private static FormatRejection Decode(ReadOnlySpan<byte> header, ReadOnlySpan<byte> encoded, int publicCount, out Fr[] values)
    {
        values = [];
        if (!PrimeField.Scalars.Heads(header))
            return FormatRejection.WrongScalarField;
        var count = new ByteReader(header[PrimeField.Scalars.Bytes.Length..]).ReadUInt32();
        if (encoded.Length != (long)Fr.EncodedByteCount * count)
            return FormatRejection.WrongSectionLength;
        if (count <= publicCount)
            return FormatRejection.InconsistentCounts;
        values = new Fr[count];
        for (int wire = 0; wire < values.Length; wire++)
        {
            if (!Fr.TryDecode(encoded.Slice(wire * Fr.EncodedByteCount, Fr.EncodedByteCount), out values[wire]))
                return FormatRejection.NonCanonicalScalar;
        }

        return values[0] == Fr.One ? FormatRejection.None : FormatRejection.ConstantWireNotOne;
    }
}
