using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Pairing.Vector;

/// <summary>
/// The lines of two fixed points of G2, such as γ and δ of a key, for a Miller loop in lanes. Divided by their coefficients of y_P·w³, they are
/// (l₀/y_P) + (l₂·x_P/y_P)·w² + w³ up to factors that the final exponentiation removes.
/// </summary>
/// <remarks>Step s of the loop: l₀ and l₂ of the first point in lanes 3 and 4 of block s, of the second in lanes 5 and 6. 61 kB; read only after construction.</remarks>
internal sealed unsafe class SpreadLines : IDisposable
{
    /// <summary>The lane of the first point's l₀.</summary>
    public const int FirstLane = 3;

    /// <summary>The lane of the second point's l₀.</summary>
    public const int SecondLane = 5;

    private readonly AlignedBuffer<QuadraticBlock<FpBlock>> _steps = new(PreparedG2.LineCount);

    /// <summary>Divides the lines of two points, neither of them infinity.</summary>
    public SpreadLines(PreparedG2 first, PreparedG2 second)
    {
        Fill(first.Lines, FirstLane);
        Fill(second.Lines, SecondLane);
        for (var step = 0; step < PreparedG2.LineCount; step++)
            QuadraticMultiplier.Reduce(_steps.Pointer + step);
    }

    /// <summary>Copies the lines of a step.</summary>
    public void CopyTo(QuadraticBlock<FpBlock>* target, int step) => *target = _steps.Pointer[step];

    /// <inheritdoc/>
    public void Dispose() => _steps.Dispose();

    private void Fill(Line[] lines, int lane)
    {
        var inverses = new Fp2[lines.Length];
        for (var step = 0; step < lines.Length; step++)
            inverses[step] = lines[step].L3;
        FieldBatch.Invert<Fp2>(inverses);
        for (var step = 0; step < lines.Length; step++)
        {
            SpreadElements.LoadLane(_steps.Pointer + step, lane, lines[step].L0 * inverses[step]);
            SpreadElements.LoadLane(_steps.Pointer + step, lane + 1, lines[step].L2 * inverses[step]);
        }
    }
}
