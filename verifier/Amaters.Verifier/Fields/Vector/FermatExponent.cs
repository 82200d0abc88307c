namespace Amaters.Verifier.Fields.Vector;

/// <summary>The exponent p − 2 of Fermat's inversion, for kernels that invert all lanes alike.</summary>
internal static class FermatExponent
{
    /// <summary>p − 2 in base 16, most significant digit first.</summary>
    public static byte[] Base16Digits { get; } =
        [.. (Fp.Modulus - 2).ToByteArray(isUnsigned: true, isBigEndian: true).SelectMany(b => new[] { (byte)(b >> 4), (byte)(b & 15) }).SkipWhile(digit => digit == 0)];
}
