using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Amaters.Prover.Formats;

/// <summary>The container of the iden3 formats: a magic, a version, and numbered sections in any order.</summary>
/// <remarks>
/// <code>
/// 4   magic, ASCII
/// 4   version
/// 4   number of sections
/// then for each section:
/// 4   id
/// 8   length
/// n   contents
/// </code>
/// All integers are little endian. Sections of unknown id are skipped, as the public tools do. Nothing is copied.
/// </remarks>
internal sealed class SectionTable
{
    public const int FileHeaderByteCount = 12;
    public const int SectionHeaderByteCount = 12;

    private readonly Dictionary<uint, ReadOnlyMemory<byte>> _sections = [];

    public static bool TryRead(
        ReadOnlyMemory<byte> file, ReadOnlySpan<byte> magic, uint version, [NotNullWhen(true)] out SectionTable? table, out FormatRejection reason)
    {
        table = null;
        reason = Read(file, magic, version, out var read);
        if (reason != FormatRejection.None)
            return false;
        table = read;
        return true;
    }

    /// <summary>The contents of a section; false, with the reason, when it is absent or has another length.</summary>
    /// <param name="id">The section's number.</param>
    /// <param name="length">The length that the contents must have, or null when the contents say it themselves.</param>
    /// <param name="contents">The contents.</param>
    /// <param name="reason"><see cref="FormatRejection.MissingSection"/> or <see cref="FormatRejection.WrongSectionLength"/>.</param>
    public bool TryGet(uint id, long? length, out ReadOnlyMemory<byte> contents, out FormatRejection reason)
    {
        reason = !_sections.TryGetValue(id, out contents) ? FormatRejection.MissingSection
            : length is not null && contents.Length != length ? FormatRejection.WrongSectionLength
            : FormatRejection.None;
        return reason == FormatRejection.None;
    }

    private static FormatRejection Read(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> magic, uint version, out SectionTable table)
    {
        table = new SectionTable();
        var bytes = file.Span;
        if (bytes.Length < FileHeaderByteCount)
            return FormatRejection.Truncated;
        if (!bytes[..4].SequenceEqual(magic))
            return FormatRejection.WrongMagic;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != version)
            return FormatRejection.UnsupportedVersion;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        var offset = FileHeaderByteCount;
        for (uint i = 0; i < count; i++)
        {
            if (bytes.Length - offset < SectionHeaderByteCount)
                return FormatRejection.Truncated;
            var id = BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
            var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(offset + 4)..]);
            offset += SectionHeaderByteCount;
            if (length > (ulong)(bytes.Length - offset))
                return FormatRejection.Truncated;
            if (!table._sections.TryAdd(id, file.Slice(offset, (int)length)))
                return FormatRejection.DuplicateSection;
            offset += (int)length;
        }

        return offset == bytes.Length ? FormatRejection.None : FormatRejection.TrailingBytes;
    }
}
