using System.Security.Cryptography;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Formats;

/// <summary>The last section of our key files: what the key is for, where it comes from, and a digest of the whole file.</summary>
/// <remarks>
/// <code>
/// Section 0x53544d41 (ASCII "AMTS"), always last, 80 bytes:
///    4   layout version, 1
///    4   origin: 1 development set-up, 2 ceremony
///    4   commands per batch k; 0 for another circuit
///    4   levels of the state tree; 0 for another circuit
///   32   digest of the circuit
///   32   SHA-256 of every byte of the file before this digest
/// </code>
/// Public tools skip sections they do not know, so a sealed key is still a <c>.zkey</c> for them. The digest finds damage and vouches that the
/// points were made or checked here when the file was sealed; it is no defence against someone who can replace the file and seal it anew.
/// Change together with: docs/proof-formats.md.
/// </remarks>
internal readonly record struct KeySeal(KeyLabel Label)
{
    public const uint SectionId = 0x53544d41;
    public const int ByteCount = 16 + CircuitDigest.ByteCount + SHA256.HashSizeInBytes;

    private const uint LayoutVersion = 1;
    private const uint DevelopmentOrigin = 1;
    private const uint CeremonyOrigin = 2;

    /// <summary>Reads the seal at the end of a file and compares its digest with the file.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> section, out KeySeal seal)
    {
        seal = default;
        if (section.Length != ByteCount || !file.Span[^ByteCount..].Overlaps(section, out var offset) || offset != 0)
            return false;
        var reader = new ByteReader(section);
        var version = reader.ReadUInt32();
        var origin = reader.ReadUInt32();
        if (!TryReadShape(ref reader, out var shape))
            return false;
        var circuit = new CircuitDigest(reader.ReadBytes(CircuitDigest.ByteCount));
        var digest = reader.ReadBytes(SHA256.HashSizeInBytes);
        if (version != LayoutVersion || origin is not (DevelopmentOrigin or CeremonyOrigin))
            return false;
        if (!digest.SequenceEqual(SHA256.HashData(file.Span[..^SHA256.HashSizeInBytes])))
            return false;
        seal = new KeySeal(new KeyLabel(origin == DevelopmentOrigin, circuit, shape));
        return true;
    }

    /// <summary>Writes the section; everything else of the file must be written. The stream is read back from its start for the digest.</summary>
    public void Write(SectionWriter writer, Stream stream)
    {
        writer.BeginSection(SectionId, ByteCount);
        writer.Write(LayoutVersion);
        writer.Write(Label.IsDevelopment ? DevelopmentOrigin : CeremonyOrigin);
        writer.Write((uint)(Label.Shape?.CommandCount ?? 0));
        writer.Write((uint)(Label.Shape?.TreeDepth ?? 0));
        writer.Write(Label.Circuit.ToBytes());
        stream.Flush();
        stream.Position = 0;
        var digest = SHA256.HashData(stream);
        stream.Position = stream.Length;
        writer.Write(digest);
        writer.RequireComplete();
    }
    private static bool TryReadShape(ref ByteReader reader, out CircuitShape? shape)
    {
        shape = null;
        var commandCount = reader.ReadUInt32();
        var treeDepth = reader.ReadUInt32();
        if (commandCount == 0 && treeDepth == 0)
            return true;
        var isValid = CircuitShape.TryCreate(commandCount, treeDepth, out var read);
        shape = isValid ? read : null;
        return isValid;
    }
}
