using System.Numerics;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Jubjub;

/// <summary>An integer modulo l, the order of Jubjub's prime subgroup: secret keys, nonces and the scalar half of signatures.</summary>
/// <remarks>
/// l = <c>0x0e7db4ea6533afa906673b0101343b00a6682093ccc81082d0970e5ed6f72cb7</c>, 252 bits. Stored and computed as
/// <see cref="Fr"/> is, with the same independence of time and values.
/// </remarks>
public readonly struct JubjubScalar : IFieldElement<JubjubScalar>
{
    /// <summary>Length of the encoding: 32 bytes, little endian, below l.</summary>
    public const int EncodedByteCount = UInt256.ByteCount;

    /// <summary>Length of the input of <see cref="FromWideBytes"/>.</summary>
    public const int WideByteCount = 2 * UInt256.ByteCount;

    private readonly UInt256 _montgomery;

    private JubjubScalar(in UInt256 montgomery) => _montgomery = montgomery;

    /// <inheritdoc/>
    public static JubjubScalar Zero => default;

    /// <inheritdoc/>
    public static JubjubScalar One => new(ScalarModulus.One);

    /// <summary>l.</summary>
    public static BigInteger Modulus { get; } = new UInt256(ScalarModulus.L0, ScalarModulus.L1, ScalarModulus.L2, ScalarModulus.L3).ToBigInteger();

    /// <inheritdoc/>
    public bool IsZero => _montgomery.IsZero;

    internal static ReadOnlySpan<ulong> ModulusLimbs => [ScalarModulus.L0, ScalarModulus.L1, ScalarModulus.L2, ScalarModulus.L3];

    private static ReadOnlySpan<ulong> ModulusMinusTwo => [ScalarModulus.L0 - 2, ScalarModulus.L1, ScalarModulus.L2, ScalarModulus.L3];

    /// <summary>x + y.</summary>
    public static JubjubScalar operator +(in JubjubScalar x, in JubjubScalar y) => new(Montgomery<ScalarModulus>.Add(x._montgomery, y._montgomery));

    /// <summary>x − y.</summary>
    public static JubjubScalar operator -(in JubjubScalar x, in JubjubScalar y) => new(Montgomery<ScalarModulus>.Subtract(x._montgomery, y._montgomery));

    /// <summary>−x.</summary>
    public static JubjubScalar operator -(in JubjubScalar x) => new(Montgomery<ScalarModulus>.Subtract(default, x._montgomery));

    /// <summary>x·y.</summary>
    public static JubjubScalar operator *(in JubjubScalar x, in JubjubScalar y) => new(Montgomery<ScalarModulus>.Multiply(x._montgomery, y._montgomery));

    /// <summary>Equality of values.</summary>
    public static bool operator ==(in JubjubScalar x, in JubjubScalar y) => x._montgomery.Equals(y._montgomery);

    /// <summary>Inequality of values.</summary>
    public static bool operator !=(in JubjubScalar x, in JubjubScalar y) => !x._montgomery.Equals(y._montgomery);

    /// <summary>The scalar of this value.</summary>
    public static JubjubScalar FromUInt128(UInt128 value) =>
        new(Montgomery<ScalarModulus>.Enter(new UInt256((ulong)value, (ulong)(value >> 64), 0, 0)));

    /// <summary>Reduces 64 bytes, read as a little-endian integer; uniform bytes give a scalar within 2⁻²⁵⁶ of uniform.</summary>
    /// <exception cref="ArgumentException">The span does not hold 64 bytes.</exception>
    public static JubjubScalar FromWideBytes(ReadOnlySpan<byte> source)
    {
        if (source.Length != WideByteCount)
            throw new ArgumentException("Wide reduction takes 64 bytes.", nameof(source));
        return new JubjubScalar(Montgomery<ScalarModulus>.EnterWide(UInt256.ReadLittleEndian(source), UInt256.ReadLittleEndian(source[EncodedByteCount..])));
    }

    /// <inheritdoc/>
    public JubjubScalar Double() => this + this;

    /// <inheritdoc/>
    public JubjubScalar Square() => this * this;

    /// <inheritdoc/>
    public JubjubScalar Inverse() => new(Montgomery<ScalarModulus>.Power(_montgomery, ModulusMinusTwo));

    /// <summary>The integer in [0, l).</summary>
    public BigInteger ToBigInteger() => ToStandard().ToBigInteger();

    /// <summary>Writes the integer in [0, l) as four limbs, least significant first.</summary>
    /// <exception cref="ArgumentException">The span is shorter than four limbs.</exception>
    public void ToStandardLimbs(Span<ulong> destination)
    {
        if (destination.Length < 4)
            throw new ArgumentException("A scalar has 4 limbs.", nameof(destination));
        var standard = ToStandard();
        destination[3] = standard.Limb3;
        destination[2] = standard.Limb2;
        destination[1] = standard.Limb1;
        destination[0] = standard.Limb0;
    }

    /// <summary>Writes the 32-byte little-endian encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 32 bytes.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException("A scalar takes 32 bytes.", nameof(destination));
        ToStandard().WriteLittleEndian(destination);
    }

    /// <summary>Reads exactly 32 little-endian bytes; false, and zero, for another length or a value from l on.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out JubjubScalar value)
    {
        value = default;
        if (source.Length != EncodedByteCount)
            return false;
        var standard = UInt256.ReadLittleEndian(source);
        if (!Montgomery<ScalarModulus>.IsCanonical(standard))
            return false;
        value = new JubjubScalar(Montgomery<ScalarModulus>.Enter(standard));
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(JubjubScalar other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JubjubScalar other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => _montgomery.GetHashCode();

    private UInt256 ToStandard() => Montgomery<ScalarModulus>.Leave(_montgomery);

    // Recomputed from l by JubjubCurveTests.
    private readonly struct ScalarModulus : IPrimeModulus
    {
        public const ulong L0 = 0xd0970e5ed6f72cb7;
        public const ulong L1 = 0xa6682093ccc81082;
        public const ulong L2 = 0x06673b0101343b00;
        public const ulong L3 = 0x0e7db4ea6533afa9;

        public static ulong P0 => L0;

        public static ulong P1 => L1;

        public static ulong P2 => L2;

        public static ulong P3 => L3;

        public static ulong NegativeInverse => 0x1ba3a358ef788ef9;

        public static UInt256 One => new(0x25f80bb3b99607d9, 0xf315d62f66b6e750, 0x932514eeeb8814f4, 0x09a6fc6f479155c6);

        public static UInt256 RSquared => new(0x67719aa495e57731, 0x51b0cef09ce3fc26, 0x69dab7fac026e9a5, 0x04f6547b8d127688);
    }
}
