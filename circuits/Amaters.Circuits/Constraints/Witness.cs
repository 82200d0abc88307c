using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>A value for every wire of a circuit. Says nothing about whether the constraints hold.</summary>
/// <remarks>Wire 0 is 1, then the public inputs, then the private wires. Immutable.</remarks>
public sealed class Witness
{
    private readonly Fr[] _values;

    /// <summary>Takes the values of all wires; the array must not be changed afterwards.</summary>
    /// <param name="values">Values in wire order; the first is 1.</param>
    /// <param name="publicCount">Number of public inputs that follow wire 0.</param>
    /// <exception cref="ArgumentException">Wire 0 is missing or is not 1, or there are fewer wires than public inputs.</exception>
    public Witness(Fr[] values, int publicCount)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || values[0] != Fr.One)
            throw new ArgumentException("Wire 0 is the constant 1.", nameof(values));
        if (publicCount < 0 || publicCount >= values.Length)
            throw new ArgumentException("The public inputs follow wire 0 and are wires themselves.", nameof(publicCount));
        _values = values;
        PublicCount = publicCount;
    }

    /// <summary>Number of public inputs.</summary>
    public int PublicCount { get; }

    /// <summary>All wires, wire 0 first.</summary>
    public ReadOnlySpan<Fr> Values => _values;

    /// <summary><see cref="Values"/>, for work that is divided between threads.</summary>
    public ReadOnlyMemory<Fr> Memory => _values;

    /// <summary>The public inputs, wires 1 to <see cref="PublicCount"/>.</summary>
    public ReadOnlySpan<Fr> PublicInputs => _values.AsSpan(1, PublicCount);

    /// <summary>The same witness with another value on one wire, as a cheating prover would try it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The wire is 0 or does not exist.</exception>
    public Witness WithWire(int wire, in Fr value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wire, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(wire, _values.Length);
        var values = (Fr[])_values.Clone();
        values[wire] = value;
        return new Witness(values, PublicCount);
    }
}
