using System.Numerics;

namespace Amaters.Circuits.Fields;

// Every constant here is recomputed from the modulus by FrConstantsTests.
public readonly partial struct Fr
{
    /// <summary>The 2-adicity: 2³² divides r − 1 and 2³³ does not, so there are roots of unity of order 2⁰..2³².</summary>
    public const int TwoAdicity = 32;

    /// <summary>The modulus r.</summary>
    public static BigInteger Modulus { get; } = new UInt256(FrModulus.R0, FrModulus.R1, FrModulus.R2, FrModulus.R3).ToBigInteger();

    /// <summary>5, the quadratic non-residue whose power 5^T generates the roots of unity.</summary>
    public static Fr NonResidue => FromUInt64(5);

    // r − 2.
    private static ReadOnlySpan<ulong> ModulusMinusTwo => [FrModulus.R0 - 2, FrModulus.R1, FrModulus.R2, FrModulus.R3];

    // (r − 1) / 2.
    private static ReadOnlySpan<ulong> HalfOfModulus => [0x7fffffff80000000, 0xa9ded2017fff2dff, 0x199cec0404d0ec02, 0x39f6d3a994cebea4];

    // T = (r − 1) / 2³².
    private static ReadOnlySpan<ulong> OddPart => [0xfffe5bfeffffffff, 0x09a1d80553bda402, 0x299d7d483339d808, 0x0000000073eda753];

    // (T − 1) / 2.
    private static ReadOnlySpan<ulong> HalfOfOddPart => [0x7fff2dff7fffffff, 0x04d0ec02a9ded201, 0x94cebea4199cec04, 0x0000000039f6d3a9];

    private readonly struct FrModulus : IPrimeModulus
    {
        public const ulong R0 = 0xffffffff00000001;
        public const ulong R1 = 0x53bda402fffe5bfe;
        public const ulong R2 = 0x3339d80809a1d805;
        public const ulong R3 = 0x73eda753299d7d48;

        public static ulong P0 => R0;

        public static ulong P1 => R1;

        public static ulong P2 => R2;

        public static ulong P3 => R3;

        public static ulong NegativeInverse => 0xfffffffeffffffff;

        public static UInt256 One => new(0x00000001fffffffe, 0x5884b7fa00034802, 0x998c4fefecbc4ff5, 0x1824b159acc5056f);

        public static UInt256 RSquared => new(0xc999e990f3f29c6d, 0x2b6cedcb87925c23, 0x05d314967254398f, 0x0748d9d99f59ff11);
    }
}
