using System.Buffers.Binary;

namespace Amaters.Prover.Tests.Formats;

/// <summary>A file of the iden3 container taken apart, to be put together again with something changed.</summary>
internal sealed class Container
{
    private Container(byte[] magic, uint version, List<(uint Id, byte[] Contents)> sections) => (Magic, Version, Sections) = (magic, version, sections);

    public byte[] Magic { get; set; }

    public uint Version { get; set; }

    public List<(uint Id, byte[] Contents)> Sections { get; }

    /// <summary>The contents of a section, to be changed in place.</summary>
    public byte[] this[uint id]
    {
        get => Sections.Single(section => section.Id == id).Contents;
        set => Sections[Sections.FindIndex(section => section.Id == id)] = (id, value);
    }

    public static Container Read(ReadOnlySpan<byte> file)
    {
        var sections = new List<(uint, byte[])>();
        int offset = 12;
        while (offset < file.Length)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[(offset + 4)..]);
            sections.Add((BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]), file.Slice(offset + 12, length).ToArray()));
            offset += 12 + length;
        }

        return new Container(file[..4].ToArray(), BinaryPrimitives.ReadUInt32LittleEndian(file[4..]), sections);
    }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        stream.Write(Magic);
        stream.Write(UInt32(Version));
        stream.Write(UInt32((uint)Sections.Count));
        foreach (var (id, contents) in Sections)
        {
            stream.Write(UInt32(id));
            stream.Write(BitConverter.GetBytes((ulong)contents.Length));
            stream.Write(contents);
        }

        return stream.ToArray();
    }

    /// <summary>The four bytes of an integer.</summary>
    public static byte[] UInt32(uint value) => BitConverter.GetBytes(value);
}
