using System.Security.Cryptography;
using System.Text;
using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Client.Tags;

/// <summary>How a collection's name becomes the field element that commands and records carry.</summary>
/// <remarks>A public hash: whoever guesses the name recognises the collection. Names are compared byte by byte, without Unicode normalisation.</remarks>
public static class CollectionId
{
    /// <summary>The longest name, in UTF-8 bytes.</summary>
    public const int MaxNameByteCount = 128;

    /// <summary>31 bytes of SHA-256("amaters-ledger collection v1" ‖ UTF-8 of the name).</summary>
    /// <exception cref="ArgumentException">The name is empty, longer than <see cref="MaxNameByteCount"/> bytes, or not valid Unicode.</exception>
    public static Fr Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var bytes = StrictUtf8.GetBytes(name);
        if (bytes.Length > MaxNameByteCount)
            throw new ArgumentException($"A collection's name has at most {MaxNameByteCount} UTF-8 bytes; this one has {bytes.Length}.", nameof(name));
        return Fr.FromDigest(SHA256.HashData([.. "amaters-ledger collection v1"u8, .. bytes]));
    }

    // Lone surrogates throw (an ArgumentException) instead of all becoming the same replacement character.
    private static UTF8Encoding StrictUtf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
