using Amaters.Verifier.Groth16;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Verifier.Cli.Inputs;

/// <summary>Reads a verifying key, in binary form or as <c>verification_key.json</c> of snarkjs.</summary>
internal static class KeyFile
{
    /// <summary>The key of a file.</summary>
    /// <exception cref="UnreadableInputException">The file is not a verifying key.</exception>
    public static VerifyingKey Read(FileInfo file)
    {
        var bytes = InputFile.Read(file, Math.Max(VerifyingKey.MaxEncodedByteCount, SnarkjsVerificationKey.MaxByteCount));
        if (InputFile.LooksLikeJson(bytes))
        {
            return SnarkjsVerificationKey.TryRead(bytes, default, out var jsonKey, out var jsonRejection)
                ? jsonKey
                : throw new UnreadableInputException(file, $"not a verification key of snarkjs: {jsonRejection}");
        }

        return VerifyingKey.TryDecode(bytes, out var key, out var rejection)
            ? key
            : throw new UnreadableInputException(file, $"not a verifying key: {rejection}");
    }
}
