using Amaters.Verifier.Curve;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Encodings;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Groth16.Vector;

/// <summary>Decodes proofs with one in every lane. Whatever is not plainly a proof is left to <see cref="Groth16Proof.TryDecode"/>, which names the reason.</summary>
/// <typeparam name="TBase">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed class LaneProofDecoder<TBase, TBlock> : IDisposable
    where TBase : IBaseLanes<TBlock>
    where TBlock : unmanaged
{
    private const int BOffset = G1Encoding.CompressedByteCount;
    private const int COffset = BOffset + G2Encoding.CompressedByteCount;

    private readonly G1Decompressor<TBase, TBlock> _g1 = new();
    private readonly G2Decompressor<TBase, TBlock> _g2 = new();
    private readonly Fp[] _ax = new Fp[TBase.Lanes], _cx = new Fp[TBase.Lanes];
    private readonly Fp2[] _bx = new Fp2[TBase.Lanes];
    private readonly bool[] _largerA = new bool[TBase.Lanes], _largerB = new bool[TBase.Lanes], _largerC = new bool[TBase.Lanes];
    private readonly G1Affine[] _a = new G1Affine[TBase.Lanes], _c = new G1Affine[TBase.Lanes];
    private readonly G2Affine[] _b = new G2Affine[TBase.Lanes];

    /// <summary>Decodes proofs on all cores.</summary>
    public static DecodedProof[] Decode(IReadOnlyList<ReadOnlyMemory<byte>> encoded)
    {
        var decoded = new DecodedProof[encoded.Count];
        var groups = (decoded.Length + TBase.Lanes - 1) / TBase.Lanes;
        Parallel.For(0, groups, () => new LaneProofDecoder<TBase, TBlock>(), (group, _, decoder) =>
        {
            decoder.DecodeGroup(encoded, decoded, group * TBase.Lanes);
            return decoder;
        }, decoder => decoder.Dispose());
        return decoded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _g1.Dispose();
        _g2.Dispose();
    }

    private void DecodeGroup(IReadOnlyList<ReadOnlyMemory<byte>> encoded, DecodedProof[] decoded, int first)
    {
        var valid = 0u;
        for (var lane = 0; lane < TBase.Lanes; lane++)
        {
            if (first + lane < encoded.Count && TryRead(encoded[first + lane].Span, lane))
                valid |= 1u << lane;
            else
                (_ax[lane], _bx[lane], _cx[lane]) = (G1Affine.Generator.X, G2Affine.Generator.X, G1Affine.Generator.X);
        }

        valid &= _g1.Decompress(_ax, _largerA, _a) & _g2.Decompress(_bx, _largerB, _b) & _g1.Decompress(_cx, _largerC, _c);
        for (var lane = 0; lane < TBase.Lanes && first + lane < encoded.Count; lane++)
        {
            decoded[first + lane] = (valid >> lane & 1) == 1
                ? new DecodedProof(new Groth16Proof(_a[lane], _b[lane], _c[lane]), ProofRejection.NotVerified)
                : ProofBatchDecoder.DecodePlainly(encoded[first + lane].Span);
        }
    }

    private bool TryRead(ReadOnlySpan<byte> source, int lane) =>
        source.Length == Groth16Proof.EncodedByteCount
        && G1Encoding.TryReadCompressed(source[..BOffset], out _ax[lane], out _largerA[lane])
        && G2Encoding.TryReadCompressed(source[BOffset..COffset], out _bx[lane], out _largerB[lane])
        && G1Encoding.TryReadCompressed(source[COffset..], out _cx[lane], out _largerC[lane]);
}
