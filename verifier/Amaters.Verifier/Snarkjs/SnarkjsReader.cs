using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Json;

namespace Amaters.Verifier.Snarkjs;

/// <summary>
/// Reads the parts that the documents of snarkjs share. The first failure sticks in <see cref="Rejection"/>; what is read after it
/// is meaningless, and callers look at it before they use anything.
/// </summary>
internal sealed class SnarkjsReader : IDisposable
{
    // p has 115 digits; a longer number cannot be below it.
    private const int MaxDigitCount = 115;

    private readonly JsonDocument? _document;

    /// <summary>Parses a whole document of at most <paramref name="maxByteCount"/> bytes.</summary>
    public SnarkjsReader(ReadOnlySpan<byte> utf8, int maxByteCount)
    {
        if (utf8.Length > maxByteCount)
        {
            Fail(SnarkjsRejection.TooLarge);
            return;
        }

        if (!StrictJson.TryParse(utf8, maxDepth: 8, out _document))
            Fail(SnarkjsRejection.NotJson);
    }

    /// <summary>The first failure.</summary>
    public SnarkjsRejection Rejection { get; private set; }

    /// <summary>The document's root.</summary>
    public JsonElement Root => _document?.RootElement ?? default;

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();

    /// <summary>Records a failure, unless there was one before.</summary>
    public void Fail(SnarkjsRejection rejection)
    {
        if (Rejection == SnarkjsRejection.None)
            Rejection = rejection;
    }

    /// <summary>Checks the properties <c>protocol</c> and <c>curve</c> of the root.</summary>
    public void CheckProtocol()
    {
        if (!Content(Property("protocol"u8)).SequenceEqual("groth16"u8))
            Fail(SnarkjsRejection.WrongProtocol);
        if (!Content(Property("curve"u8)).SequenceEqual("bls12381"u8))
            Fail(SnarkjsRejection.WrongCurve);
    }

    /// <summary>A property of the root.</summary>
    public JsonElement Property(ReadOnlySpan<byte> name)
    {
        if (Root.ValueKind == JsonValueKind.Object && Root.TryGetProperty(name, out var value))
            return value;
        Fail(SnarkjsRejection.WrongStructure);
        return default;
    }

    /// <summary>A point of G1: [x, y, "1"].</summary>
    public G1Affine ReadG1(JsonElement element)
    {
        if (!IsArray(element, 3))
            return default;
        var x = ReadFp(element[0]);
        var y = ReadFp(element[1]);
        CheckAffine(ReadFp(element[2]), Fp.One);
        if (Rejection != SnarkjsRejection.None)
            return default;
        if (!G1Affine.TryCreate(x, y, out var point, out var rejection))
            Fail(ReasonFor(rejection));
        return point;
    }

    /// <summary>A point of G2: [[x.c0, x.c1], [y.c0, y.c1], ["1", "0"]].</summary>
    public G2Affine ReadG2(JsonElement element)
    {
        if (!IsArray(element, 3))
            return default;
        var x = ReadFp2(element[0]);
        var y = ReadFp2(element[1]);
        CheckAffine(ReadFp2(element[2]), Fp2.One);
        if (Rejection != SnarkjsRejection.None)
            return default;
        if (!G2Affine.TryCreate(x, y, out var point, out var rejection))
            Fail(ReasonFor(rejection));
        return point;
    }

    /// <summary>An element of the scalar field.</summary>
    public Fr ReadFr(JsonElement element) => Fr.FromBigInteger(ReadBelow(element, Fr.Modulus));

    /// <summary>Whether the element is an array, of the given length.</summary>
    public bool IsArray(JsonElement element, int length)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == length)
            return true;
        Fail(SnarkjsRejection.WrongStructure);
        return false;
    }

    private Fp2 ReadFp2(JsonElement element) => IsArray(element, 2) ? new Fp2(ReadFp(element[0]), ReadFp(element[1])) : default;

    private Fp ReadFp(JsonElement element) => Fp.FromBigInteger(ReadBelow(element, Fp.Modulus));

    private BigInteger ReadBelow(JsonElement element, BigInteger modulus)
    {
        var digits = Content(element);
        if (Rejection != SnarkjsRejection.None)
            return default;
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (digits[0] == '0' && digits.Length > 1))
        {
            Fail(SnarkjsRejection.NotDecimal);
            return default;
        }

        if (digits.Length <= MaxDigitCount)
        {
            var value = BigInteger.Parse(Encoding.ASCII.GetString(digits), NumberStyles.None, CultureInfo.InvariantCulture);
            if (value < modulus)
                return value;
        }

        Fail(SnarkjsRejection.NotCanonical);
        return default;
    }

    // The bytes between the quotes of a string, with escapes as they stand: no valid content has any.
    private ReadOnlySpan<byte> Content(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            return JsonMarshal.GetRawUtf8Value(element)[1..^1];
        Fail(SnarkjsRejection.WrongStructure);
        return default;
    }

    // snarkjs writes infinity with a third coordinate of zero.
    private void CheckAffine<TField>(in TField z, in TField one)
        where TField : struct, IFieldElement<TField>
    {
        if (Rejection == SnarkjsRejection.None && z != one)
            Fail(z.IsZero ? SnarkjsRejection.PointAtInfinity : SnarkjsRejection.NotAffine);
    }

    private static SnarkjsRejection ReasonFor(PointRejection rejection) =>
        rejection == PointRejection.NotInSubgroup ? SnarkjsRejection.PointNotInSubgroup : SnarkjsRejection.PointNotOnCurve;
}
