using System.Diagnostics.CodeAnalysis;

namespace Amaters.Ledger.Client.Reading;

/// <summary>A <see cref="LedgerPin"/> on disk. Whoever can change this file can make a client forget; it holds no secret.</summary>
public static class LedgerPinFile
{
    /// <summary>Replaces the stored pin, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, LedgerPin pin)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(pin);
        AtomicFile.Replace(path, pin.Encode());
    }

    /// <summary>Reads the stored pin.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryLoad(string path, [NotNullWhen(true)] out LedgerPin? pin, out LedgerPinRejection reason) =>
        LedgerPin.TryDecode(AtomicFile.ReadAtMost(path, LedgerPin.EncodedByteCount + 1), out pin, out reason);
}
