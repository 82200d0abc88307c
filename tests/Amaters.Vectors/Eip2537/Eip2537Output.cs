using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Vectors.Eip2537;

/// <summary>Writes results as EIP-2537 defines them.</summary>
internal static class Eip2537Output
{
    public static byte[] G1(G1Affine point) => Elements(point.X, point.Y);

    public static byte[] G2(G2Affine point) => Elements(point.X.C0, point.X.C1, point.Y.C0, point.Y.C1);

    public static byte[] Bool(bool value)
    {
        var bytes = new byte[Eip2537Input.ScalarByteCount];
        bytes[^1] = value ? (byte)1 : (byte)0;
        return bytes;
    }

    private static byte[] Elements(params ReadOnlySpan<Fp> elements)
    {
        var bytes = new byte[elements.Length * Eip2537Input.FpByteCount];
        for (var i = 0; i < elements.Length; i++)
            elements[i].Encode(bytes.AsSpan(((i + 1) * Eip2537Input.FpByteCount) - Fp.EncodedByteCount));
        return bytes;
    }
}
