using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

/// <summary>One bit for each command of a batch: did it take effect.</summary>
/// <param name="Bits">Bit i belongs to command i.</param>
public readonly record struct BatchOutcomes(UInt128 Bits)
{
    /// <summary>True when command i took effect.</summary>
    /// <param name="index">i, from 0 to 127.</param>
    public bool this[int index] => ((Bits >> index) & 1) != 0;

    /// <summary>outcomes = Σ 2ⁱ·okᵢ (BATCH-3) of these results.</summary>
    /// <exception cref="ArgumentException">There are more than 128 results.</exception>
    public static BatchOutcomes Of(IReadOnlyList<CommandResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.Count > CircuitShape.CommandLimit)
            throw new ArgumentException($"A batch has at most {CircuitShape.CommandLimit} commands.", nameof(results));
        var bits = UInt128.Zero;
        for (int i = 0; i < results.Count; i++)
            bits |= (results[i] == CommandResult.Applied ? UInt128.One : UInt128.Zero) << i;
        return new BatchOutcomes(bits);
    }

    /// <summary>The sum as the field element that the header contains.</summary>
    public Fr ToFr() => Fr.FromLimbs([(ulong)Bits, (ulong)(Bits >> 64), 0, 0]);
}
