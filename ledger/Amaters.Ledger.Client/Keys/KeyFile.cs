using System.Diagnostics.CodeAnalysis;

namespace Amaters.Ledger.Client.Keys;

/// <summary>A client's keys on disk, under a passphrase. The bytes are those of <see cref="KeyFileFormat"/>.</summary>
/// <remarks>Losing this file or its passphrase loses every record that only it can open: nobody can restore them.</remarks>
public static class KeyFile
{
    /// <summary>Writes a new key file, readable by its owner only (mode 0600); all of it, or none.</summary>
    /// <param name="path">Where; nothing may be there yet.</param>
    /// <param name="keys">The keys to keep.</param>
    /// <param name="passphrase">Protects them.</param>
    /// <param name="cost">What a guess shall cost, or null for <see cref="PassphraseCost.Recommended"/>.</param>
    /// <exception cref="IOException">There is a file already, or it could not be written.</exception>
    public static void Create(string path, ClientKeys keys, ReadOnlySpan<char> passphrase, PassphraseCost? cost = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            throw new IOException($"{path} exists. A key file is never overwritten; move it away or choose another name.");
        AtomicFile.CreateNew(path, KeyFileFormat.Encode(keys, passphrase, cost ?? PassphraseCost.Recommended));
    }

    /// <summary>Opens a key file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryOpen(string path, ReadOnlySpan<char> passphrase, [NotNullWhen(true)] out ClientKeys? keys, out KeyFileRejection reason) =>
        KeyFileFormat.TryDecode(Read(path), passphrase, out keys, out reason);

    /// <summary>Reads a key file's public part, for which no passphrase is needed.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryReadHeader(string path, [NotNullWhen(true)] out KeyFileHeader? header, out KeyFileRejection reason) =>
        KeyFileFormat.TryDecodeHeader(Read(path), out header, out reason);

    // One byte more than a key file has is enough to see that something is not one.
    private static byte[] Read(string path) => AtomicFile.ReadAtMost(path, KeyFileFormat.ByteCount + 1);
}
