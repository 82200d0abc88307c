namespace Amaters.Circuits.Fields.Vector;

/// <summary>Which vector instructions the bulk arithmetic of this process uses.</summary>
public enum SimdTier
{
    /// <summary>None: one field element at a time, any processor.</summary>
    Plain,

    /// <summary>Four lanes of doubles (AVX2 with FMA).</summary>
    Avx2,

    /// <summary>Eight lanes of 64-bit integers (AVX-512 F and DQ).</summary>
    Avx512,
}
