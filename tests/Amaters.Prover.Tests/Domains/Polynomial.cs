using Amaters.Circuits.Fields;

namespace Amaters.Prover.Tests.Domains;

/// <summary>The defining sums that transforms abbreviate.</summary>
internal static class Polynomial
{
    /// <summary>Σ pᵢ·xⁱ.</summary>
    public static Fr Evaluate(ReadOnlySpan<Fr> coefficients, in Fr x)
    {
        var result = Fr.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            result = (result * x) + coefficients[i];
        return result;
    }

    /// <summary>p(shift·ωⁱ) for every i.</summary>
    public static Fr[] EvaluateEverywhere(Fr[] coefficients, Fr generator, Fr shift) =>
        [.. Enumerable.Range(0, coefficients.Length).Select(i => Evaluate(coefficients, shift * generator.Pow((ulong)i)))];
}
