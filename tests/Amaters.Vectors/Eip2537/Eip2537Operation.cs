using Amaters.Circuits.Fields;
using Amaters.Vectors.MapToCurve;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Pairing;

namespace Amaters.Vectors.Eip2537;

/// <summary>The operations of EIP-2537: bytes in, bytes or an error out. The length is judged first.</summary>
/// <param name="ItemByteCount">Bytes of one item of the input.</param>
/// <param name="IsList">Whether the input is a list of one or more items, or exactly one item.</param>
/// <param name="Compute">Computes the result of an input with the right length.</param>
internal sealed record Eip2537Operation(int ItemByteCount, bool IsList, Eip2537Operation.Computation Compute)
{
    private const int G1 = Eip2537Input.G1ByteCount;
    private const int G2 = Eip2537Input.G2ByteCount;
    private const int Scalar = Eip2537Input.ScalarByteCount;
    private const int Field = Eip2537Input.FpByteCount;

    /// <summary>Operations by the file names of the published vectors, without <c>fail-</c> and ending.</summary>
    public static IReadOnlyDictionary<string, Eip2537Operation> ByFileName { get; } = new Dictionary<string, Eip2537Operation>
    {
        ["add_G1_bls"] = new(2 * G1, IsList: false, AddG1),
        ["add_G2_bls"] = new(2 * G2, IsList: false, AddG2),
        ["mul_G1_bls"] = new(G1 + Scalar, IsList: false, MultiplyG1),
        ["mul_G2_bls"] = new(G2 + Scalar, IsList: false, MultiplyG2),
        ["msm_G1_bls"] = new(G1 + Scalar, IsList: true, MultiplyG1),
        ["msm_G2_bls"] = new(G2 + Scalar, IsList: true, MultiplyG2),
        ["pairing_check_bls"] = new(G1 + G2, IsList: true, CheckPairing),
        ["map_fp_to_G1_bls"] = new(Field, IsList: false, MapToG1),
        ["map_fp2_to_G2_bls"] = new(2 * Field, IsList: false, MapToG2),
    };

    internal delegate byte[] Computation(ref Eip2537Input input, int itemCount);

    /// <summary>The result, or the error with no result.</summary>
    public (byte[] Result, Eip2537Error Error) Run(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes.Length % ItemByteCount != 0 || (!IsList && bytes.Length != ItemByteCount))
            return ([], Eip2537Error.InputLength);
        var input = new Eip2537Input(bytes);
        var result = Compute(ref input, bytes.Length / ItemByteCount);
        return input.Error == Eip2537Error.None ? (result, Eip2537Error.None) : ([], input.Error);
    }

    private static byte[] AddG1(ref Eip2537Input input, int itemCount)
    {
        var a = G1Jacobian.FromAffine(input.ReadG1(inSubgroup: false));
        return Eip2537Output.G1((a + input.ReadG1(inSubgroup: false)).ToAffine());
    }

    private static byte[] AddG2(ref Eip2537Input input, int itemCount)
    {
        var a = G2Jacobian.FromAffine(input.ReadG2(inSubgroup: false));
        return Eip2537Output.G2((a + input.ReadG2(inSubgroup: false)).ToAffine());
    }

    private static byte[] MultiplyG1(ref Eip2537Input input, int itemCount)
    {
        var points = new G1Affine[itemCount];
        var scalars = new Fr[itemCount];
        for (var i = 0; i < itemCount; i++)
        {
            points[i] = input.ReadG1(inSubgroup: true);
            scalars[i] = input.ReadScalar();
        }

        return Eip2537Output.G1(G1Jacobian.Sum(points, scalars).ToAffine());
    }

    private static byte[] MultiplyG2(ref Eip2537Input input, int itemCount)
    {
        var points = new G2Affine[itemCount];
        var scalars = new Fr[itemCount];
        for (var i = 0; i < itemCount; i++)
        {
            points[i] = input.ReadG2(inSubgroup: true);
            scalars[i] = input.ReadScalar();
        }

        return Eip2537Output.G2(G2Jacobian.Sum(points, scalars).ToAffine());
    }

    private static byte[] CheckPairing(ref Eip2537Input input, int itemCount)
    {
        var p = new G1Affine[itemCount];
        var q = new G2Affine[itemCount];
        for (var i = 0; i < itemCount; i++)
        {
            p[i] = input.ReadG1(inSubgroup: true);
            q[i] = input.ReadG2(inSubgroup: true);
        }

        return Eip2537Output.Bool(OptimalAte.ProductIsOne(p, q));
    }

    private static byte[] MapToG1(ref Eip2537Input input, int itemCount) => Eip2537Output.G1(CurveMap.ToG1(input.ReadFp()));

    private static byte[] MapToG2(ref Eip2537Input input, int itemCount) => Eip2537Output.G2(CurveMap.ToG2(input.ReadFp2()));
}
