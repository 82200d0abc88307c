using System.Diagnostics.CodeAnalysis;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Verifier.Cli.Inputs;

/// <summary>Reads a proof, in binary form or as <c>proof.json</c> of snarkjs.</summary>
internal static class ProofFile
{
    /// <summary>The proof of a file; false, with the reason, where the file could be read but holds no acceptable proof: a rejection.</summary>
    /// <exception cref="UnreadableInputException">The file cannot be read.</exception>
    public static bool TryRead(FileInfo file, [NotNullWhen(true)] out Groth16Proof? proof, out string reason)
    {
        var bytes = InputFile.Read(file, SnarkjsProof.MaxByteCount);
        if (InputFile.LooksLikeJson(bytes))
        {
            var readable = SnarkjsProof.TryRead(bytes, out proof, out var jsonRejection);
            reason = jsonRejection.ToString();
            return readable;
        }

        var decoded = Groth16Proof.TryDecode(bytes, out proof, out var rejection);
        reason = rejection.ToString();
        return decoded;
    }
}
