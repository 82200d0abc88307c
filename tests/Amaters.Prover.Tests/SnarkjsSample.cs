using Amaters.Circuits.Constraints;
using Amaters.Prover.Formats;
using Amaters.Testing;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Prover.Tests;

/// <summary>A circuit, a witness and a key that circom and snarkjs made; see <c>vectors/snarkjs-sample/SOURCE.md</c>.</summary>
internal static class SnarkjsSample
{
    private const string OwnFolder = "tests/Amaters.Prover.Tests/vectors/snarkjs-sample";
    private const string VerifierFolder = "tests/Amaters.Verifier.Tests/vectors/snarkjs-sample";

    public static byte[] R1csBytes { get; } = File.ReadAllBytes(RepositoryRoot.Combine($"{OwnFolder}/c6.r1cs"));

    public static byte[] WitnessBytes { get; } = File.ReadAllBytes(RepositoryRoot.Combine($"{OwnFolder}/c6.wtns"));

    public static string ZkeyPath { get; } = RepositoryRoot.Combine($"{OwnFolder}/c6.zkey");

    public static byte[] ZkeyBytes { get; } = File.ReadAllBytes(ZkeyPath);

    public static R1csFile R1cs { get; } = R1csFile.TryDecode(R1csBytes, out var file, out var reason) ? file : throw new InvalidDataException($"{reason}");

    public static Witness Witness { get; } =
        WitnessFile.TryDecode(WitnessBytes, publicCount: 2, out var witness, out var reason) ? witness : throw new InvalidDataException($"{reason}");

    public static byte[] VerificationKeyJson { get; } = File.ReadAllBytes(RepositoryRoot.Combine($"{VerifierFolder}/verification_key.json"));

    public static PreparedVerifyingKey VerifyingKey { get; } =
        new(SnarkjsVerificationKey.TryRead(VerificationKeyJson, default, out var key, out var reason) ? key : throw new InvalidDataException($"{reason}"));
}
