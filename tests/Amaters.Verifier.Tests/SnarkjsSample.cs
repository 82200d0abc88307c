using Amaters.Circuits.Fields;
using Amaters.Testing;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Verifier.Tests;

/// <summary>A key, a proof and its public inputs that snarkjs made; see <c>vectors/snarkjs-sample/SOURCE.md</c>.</summary>
internal static class SnarkjsSample
{
    public static byte[] KeyJson { get; } = Read("verification_key.json");

    public static byte[] ProofJson { get; } = Read("proof.json");

    public static byte[] PublicJson { get; } = Read("public.json");

    public static VerifyingKey Key { get; } = SnarkjsVerificationKey.TryRead(KeyJson, default, out var key, out var rejection) ? key : throw new InvalidDataException($"{rejection}");

    public static PreparedVerifyingKey PreparedKey { get; } = new(Key);

    public static Groth16Proof Proof { get; } = SnarkjsProof.TryRead(ProofJson, out var proof, out var rejection) ? proof : throw new InvalidDataException($"{rejection}");

    public static Fr[] Inputs { get; } = SnarkjsPublicInputs.TryRead(PublicJson, out var inputs, out var rejection) ? inputs : throw new InvalidDataException($"{rejection}");

    private static byte[] Read(string name) => File.ReadAllBytes(RepositoryRoot.Combine($"tests/Amaters.Verifier.Tests/vectors/snarkjs-sample/{name}"));
}
