using System.Globalization;
using System.Security.Cryptography;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Ledger.Node.Hosting;

/// <summary>The file of the Ed25519 key that signs a node's checkpoints: one line, in the form of Go's <c>sumdb/note</c>.</summary>
/// <remarks><c>PRIVATE+KEY+NAME+HASH+base64(0x01 ‖ 32-byte seed)</c>, HASH being the key id in hexadecimal; public tools read it.</remarks>
internal static class CheckpointKeyFile
{
    private const string Prefix = "PRIVATE+KEY";
    private const byte Ed25519Algorithm = 1;

    /// <summary>Makes a key and writes it to a new file that only its owner can read.</summary>
    /// <exception cref="IOException">The file exists: a key is never overwritten.</exception>
    public static NoteSigner Create(string path, string keyName)
    {
        var signer = NoteSigner.Generate(keyName, out var seed);
        var hash = Convert.ToHexStringLower(signer.Sign("\n").KeyId.AsSpan());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path, options))
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Prefix}+{keyName}+{hash}+{Convert.ToBase64String([Ed25519Algorithm, .. seed])}\n"));
        CryptographicOperations.ZeroMemory(seed);
        return signer;
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="InvalidDataException">The file is not of that form.</exception>
    public static NoteSigner Read(string path)
    {
        // The base64 part may contain plus signs of its own, so it is what is left after four of them.
        var parts = File.ReadAllText(path).TrimEnd('\n').Split('+', 5);
        var blob = new byte[1 + NoteSigner.SecretKeyByteCount];
        if (parts.Length != 5 || $"{parts[0]}+{parts[1]}" != Prefix || !Convert.TryFromBase64String(parts[4], blob, out var length) || length != blob.Length || blob[0] != Ed25519Algorithm)
            throw new InvalidDataException($"{path} is no checkpoint key. `amaters-node genesis key` makes one.");
        return new NoteSigner(parts[2], blob.AsSpan(1));
    }
}
