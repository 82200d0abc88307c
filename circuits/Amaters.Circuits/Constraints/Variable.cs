using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>One wire of a circuit, with its value where a witness is being made.</summary>
/// <remarks>Made by <see cref="ConstraintBuilder"/> only. <c>default</c> is no wire and is refused by every constraint.</remarks>
public readonly struct Variable
{
    private readonly Term[]? _terms;

    internal Variable(int wire, in Fr value, bool isSymbolic)
    {
        Wire = wire;
        Value = value;
        _terms = isSymbolic ? [new Term(wire, Fr.One)] : null;
    }

    /// <summary>Index of the wire in the witness.</summary>
    public int Wire { get; }

    /// <summary>The wire's value; without meaning while only the shape is compiled.</summary>
    public Fr Value { get; }

    /// <summary>The linear combination 1 · wire.</summary>
    public static implicit operator LinearCombination(in Variable variable) => new(variable.Value, variable._terms);

    /// <summary>x + y.</summary>
    public static LinearCombination operator +(in Variable x, in Variable y) => (LinearCombination)x + (LinearCombination)y;

    /// <summary>x − y.</summary>
    public static LinearCombination operator -(in Variable x, in Variable y) => (LinearCombination)x - (LinearCombination)y;

    /// <summary>factor · x.</summary>
    public static LinearCombination operator *(in Fr factor, in Variable x) => factor * (LinearCombination)x;

    /// <summary>x + constant.</summary>
    public static LinearCombination operator +(in Variable x, in Fr constant) => (LinearCombination)x + constant;

    /// <summary>x − constant.</summary>
    public static LinearCombination operator -(in Variable x, in Fr constant) => (LinearCombination)x - constant;

    /// <summary>constant − x.</summary>
    public static LinearCombination operator -(in Fr constant, in Variable x) => constant - (LinearCombination)x;
}
