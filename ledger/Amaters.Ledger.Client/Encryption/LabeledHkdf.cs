using System.Security.Cryptography;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>LabeledExtract and LabeledExpand of RFC 9180 §4: HKDF-SHA256 whose inputs name protocol, suite and purpose.</summary>
internal static class LabeledHkdf
{
    private static ReadOnlySpan<byte> Version => "HPKE-v1"u8;

    /// <summary>prk = HKDF-Extract(salt, "HPKE-v1" ‖ suite_id ‖ label ‖ ikm).</summary>
    public static void Extract(ReadOnlySpan<byte> suiteId, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> inputKey, Span<byte> pseudorandomKey)
    {
        var labeled = new byte[Version.Length + suiteId.Length + label.Length + inputKey.Length];
        var writer = new ByteWriter(labeled);
        writer.Write(Version);
        writer.Write(suiteId);
        writer.Write(label);
        writer.Write(inputKey);
        HKDF.Extract(HashAlgorithmName.SHA256, labeled, salt, pseudorandomKey);
        CryptographicOperations.ZeroMemory(labeled);
    }

    /// <summary>output = HKDF-Expand(prk, I2OSP(L, 2) ‖ "HPKE-v1" ‖ suite_id ‖ label ‖ info, L), L being the output's length.</summary>
    public static void Expand(ReadOnlySpan<byte> suiteId, ReadOnlySpan<byte> pseudorandomKey, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, Span<byte> output)
    {
        var labeled = new byte[sizeof(ushort) + Version.Length + suiteId.Length + label.Length + info.Length];
        var writer = new ByteWriter(labeled);
        writer.WriteUInt16BigEndian((ushort)output.Length);
        writer.Write(Version);
        writer.Write(suiteId);
        writer.Write(label);
        writer.Write(info);
        HKDF.Expand(HashAlgorithmName.SHA256, pseudorandomKey, output, labeled);
    }
}
