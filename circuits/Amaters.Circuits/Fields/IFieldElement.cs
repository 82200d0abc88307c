namespace Amaters.Circuits.Fields;

/// <summary>What every field of the project offers: a value type whose default is zero and whose operators are total.</summary>
/// <typeparam name="TSelf">The implementing field.</typeparam>
public interface IFieldElement<TSelf> : IEquatable<TSelf>
    where TSelf : struct, IFieldElement<TSelf>
{
    /// <summary>The neutral element of addition, equal to <c>default</c>.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The neutral element of multiplication.</summary>
    static abstract TSelf One { get; }

    /// <summary>True for the neutral element of addition.</summary>
    bool IsZero { get; }

    /// <summary>x + y.</summary>
    static abstract TSelf operator +(in TSelf x, in TSelf y);

    /// <summary>x − y.</summary>
    static abstract TSelf operator -(in TSelf x, in TSelf y);

    /// <summary>−x.</summary>
    static abstract TSelf operator -(in TSelf x);

    /// <summary>x·y.</summary>
    static abstract TSelf operator *(in TSelf x, in TSelf y);

    /// <summary>Equality of values.</summary>
    static abstract bool operator ==(in TSelf x, in TSelf y);

    /// <summary>Inequality of values.</summary>
    static abstract bool operator !=(in TSelf x, in TSelf y);

    /// <summary>2x.</summary>
    TSelf Double();

    /// <summary>x².</summary>
    TSelf Square();

    /// <summary>x⁻¹, and 0 for 0.</summary>
    TSelf Inverse();
}
