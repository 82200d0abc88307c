namespace Amaters.Circuits.Fields;

/// <summary>An odd prime p &lt; 2²⁵⁵ as compile-time constants for <see cref="Montgomery{TModulus}"/>, least significant limb first.</summary>
internal interface IPrimeModulus
{
    /// <summary>Limb 0 of p.</summary>
    static abstract ulong P0 { get; }

    /// <summary>Limb 1 of p.</summary>
    static abstract ulong P1 { get; }

    /// <summary>Limb 2 of p.</summary>
    static abstract ulong P2 { get; }

    /// <summary>Limb 3 of p; its top bit is clear.</summary>
    static abstract ulong P3 { get; }

    /// <summary>−p⁻¹ mod 2⁶⁴.</summary>
    static abstract ulong NegativeInverse { get; }

    /// <summary>R mod p with R = 2²⁵⁶: the Montgomery form of 1.</summary>
    static abstract UInt256 One { get; }

    /// <summary>R² mod p with R = 2²⁵⁶: multiplying by it enters Montgomery form.</summary>
    static abstract UInt256 RSquared { get; }
}
