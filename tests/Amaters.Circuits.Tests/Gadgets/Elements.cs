using System.Numerics;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;

namespace Amaters.Circuits.Tests.Gadgets;

/// <summary>Field elements and bits for tests.</summary>
internal static class Elements
{
    /// <summary>Small numbers, numbers just below r and arbitrary ones.</summary>
    public static Gen<Fr> Any { get; } = Gen.OneOf(
        Gen.Int[-3, 3].Select(small => Fr.FromInt64(small)),
        Gen.Byte.Array[Fr.WideByteCount].Select(bytes => Fr.FromWideBytes(bytes)));

    public static Fr Of(ulong value) => Fr.FromUInt64(value);

    public static Fr Of(bool bit) => bit ? Fr.One : Fr.Zero;

    /// <summary>An input that the test promises to be 0 or 1.</summary>
    public static Bit Bit(LinearCombination input) => Circuits.Gadgets.Bit.FromCombinationUnchecked(input);

    /// <summary>Binary digits, least significant first.</summary>
    public static Fr[] BitsOf(BigInteger number, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Of(!((number >> i) & 1).IsZero))];
}
