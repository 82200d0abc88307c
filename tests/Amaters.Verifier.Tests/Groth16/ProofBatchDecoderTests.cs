using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Encodings;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Tests.Curve;

namespace Amaters.Verifier.Tests.Groth16;

/// <summary>Decoding many proofs gives what decoding one by one gives, on every tier and in every lane, for proofs and for every kind of attack.</summary>
public sealed class ProofBatchDecoderTests
{
    private const int B = 48, C = 144;

    private static readonly ToxicSetup Setup = new(seed: 12, inputCount: 1);
    private static readonly byte[][] Valid = [.. Enumerable.Range(1, 17).Select(i => Setup.Forge([Fr.FromInt64(i)], Fr.FromInt64(i).Inverse(), Fr.FromInt64(3 * i)).Encode())];

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    [InlineData(SimdTier.Plain)]
    public void Proofs_are_read_back_in_batches_of_any_size(SimdTier tier)
    {
        Skip(tier);
        for (var count = 0; count <= Valid.Length; count += tier == SimdTier.Plain ? 5 : 1)
            Assert.Equal(Valid[..count], ProofBatchDecoder.Decode(Memory(Valid[..count]), tier).Select(each => each.Proof!.Encode()));
    }

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    [InlineData(SimdTier.Plain)]
    public void Whatever_is_no_proof_is_refused_for_the_reason_that_decoding_it_alone_gives(SimdTier tier)
    {
        Skip(tier);
        byte[][] attacks = [.. Attacks()];
        for (var first = 0; first < attacks.Length; first++)
        {
            // One attack in every lane in turn, good proofs around it.
            var encoded = Valid[..10];
            encoded[first % 9] = attacks[first];
            Check(encoded, tier);
            if (tier == SimdTier.Plain)
                break;
        }

        Check(attacks, tier);
    }

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void Random_x_coordinates_are_judged_as_alone(SimdTier tier)
    {
        Skip(tier);
        Gen.Select(Elements.Fp.Array[8], Elements.Fp2.Array[8], Gen.Bool.Array[8]).Sample(
            (x, x2, larger) => Check([.. Enumerable.Range(0, 8).Select(i => Changed(Valid[i], bytes =>
            {
                // Half of these solve the equation, hardly any lies in the subgroup.
                var offset = i % 3 == 0 ? 0 : i % 3 == 1 ? B : C;
                if (offset == B)
                    G2Encoding.EncodeCompressed(G2Affine.FromCoordinatesUnchecked(x2[i], Fp2.One), bytes.AsSpan(offset));
                else
                    G1Encoding.EncodeCompressed(G1Affine.FromCoordinatesUnchecked(x[i], Fp.One), bytes.AsSpan(offset));
                if (larger[i])
                    bytes[offset] ^= 0x20;
            }))], tier),
            iter: 4,
            threads: 1);
    }

    private static IEnumerable<byte[]> Attacks()
    {
        var proof = Valid[11];
        yield return [];
        yield return proof[..191];
        yield return [.. proof, 0];
        foreach (var offset in (int[])[0, B, C])
        {
            yield return Changed(proof, bytes => bytes[offset] ^= 0x80);
            yield return Changed(proof, bytes => bytes[offset] = 0xe0);
            yield return Changed(proof, bytes => bytes[offset] = 0xc0);
            yield return Changed(proof, bytes => bytes.AsSpan(offset, 48).Fill(0x9f));
            yield return Changed(proof, bytes => bytes[offset + 47] ^= 1);
            yield return Changed(proof, bytes => bytes[offset + 47] ^= 2);
            yield return Changed(proof, bytes => bytes[offset + 47] ^= 4);
            yield return Changed(proof, bytes =>
            {
                bytes.AsSpan(offset, offset == B ? 96 : 48).Clear();
                bytes[offset] = 0xc0;
            });
        }

        foreach (var point in SmallOrderPoints.G1)
        {
            yield return Changed(proof, bytes => G1Encoding.EncodeCompressed(point, bytes));
            yield return Changed(proof, bytes => G1Encoding.EncodeCompressed((G1Jacobian.FromAffine(point) + G1Affine.Generator).ToAffine(), bytes.AsSpan(C)));
        }

        foreach (var point in SmallOrderPoints.G2)
        {
            yield return Changed(proof, bytes => G2Encoding.EncodeCompressed(point, bytes.AsSpan(B)));
            yield return Changed(proof, bytes => G2Encoding.EncodeCompressed((G2Jacobian.FromAffine(point) + G2Affine.Generator).ToAffine(), bytes.AsSpan(B)));
        }
    }

    private static void Check(byte[][] encoded, SimdTier tier)
    {
        var decoded = ProofBatchDecoder.Decode(Memory(encoded), tier);
        Assert.Equal(encoded.Length, decoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            var isProof = Groth16Proof.TryDecode(encoded[i], out var proof, out var rejection);
            Assert.Equal(rejection, decoded[i].Rejection);
            Assert.Equal(isProof, decoded[i].Proof is not null);
            Assert.Equal(proof?.Encode(), decoded[i].Proof?.Encode());
        }
    }

    private static byte[] Changed(byte[] proof, Action<byte[]> change)
    {
        var bytes = (byte[])proof.Clone();
        change(bytes);
        return bytes;
    }

    private static ReadOnlyMemory<byte>[] Memory(byte[][] encoded) => [.. encoded.Select(each => new ReadOnlyMemory<byte>(each))];

    private static void Skip(SimdTier tier) => Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
}
