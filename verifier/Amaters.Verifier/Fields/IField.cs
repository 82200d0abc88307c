namespace Amaters.Verifier.Fields;

/// <summary>What the curve formulas and the tests need of a field; implemented by <see cref="Fp"/> and its extensions.</summary>
/// <typeparam name="TSelf">The field's element type. Its default value is zero.</typeparam>
public interface IField<TSelf> : IEquatable<TSelf>
    where TSelf : struct, IField<TSelf>
{
    /// <summary>The additive identity.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The multiplicative identity.</summary>
    static abstract TSelf One { get; }

    /// <summary>Whether this is the additive identity.</summary>
    bool IsZero { get; }

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(in TSelf a, in TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(in TSelf a, in TSelf b);

    /// <summary>−a.</summary>
    static abstract TSelf operator -(in TSelf a);

    /// <summary>a · b.</summary>
    static abstract TSelf operator *(in TSelf a, in TSelf b);

    /// <summary>2a.</summary>
    TSelf Double();

    /// <summary>a².</summary>
    TSelf Square();

    /// <summary>1/a, and 0 for a = 0.</summary>
    TSelf Inverse();
}
