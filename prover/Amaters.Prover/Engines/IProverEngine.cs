using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Engines;

/// <summary>The bulk arithmetic of a proof: multi-scalar multiplications and number theoretic transforms. Everything else of a proof is small.</summary>
/// <remarks>
/// <para>Engines give equal results; they differ in speed and in how they keep points. <see cref="PlainEngine"/> is the one that any
/// machine runs, and the twin that every other engine is tested against.</para>
/// <para>An engine is safe for use by several threads at once and uses all its workers for each call. Disposing frees the buffers that it keeps
/// between calls; dispose it after everything that it prepared, when no call is under way.</para>
/// </remarks>
public interface IProverEngine : IDisposable
{
    /// <summary>Short name for reports, such as <c>plain</c>.</summary>
    string Name { get; }

    /// <summary>Prepares points of G1 for many multi-scalar multiplications with different scalars.</summary>
    /// <param name="points">The points, in the order of the scalars to come; infinity and repetitions are allowed. The engine may keep the
    /// memory or copy it, so it must stay valid and unchanged until the result is disposed.</param>
    IPreparedBases<G1Jacobian> PrepareG1(ReadOnlyMemory<G1Affine> points);

    /// <summary>As <see cref="PrepareG1"/>, for points of G2.</summary>
    IPreparedBases<G2Jacobian> PrepareG2(ReadOnlyMemory<G2Affine> points);

    /// <summary>Prepares scalars for several sums: what depends on the scalars alone is done once.</summary>
    /// <param name="scalars">The scalars; the memory must stay valid and unchanged until the result is disposed.</param>
    IPreparedScalars PrepareScalars(ReadOnlyMemory<Fr> scalars);

    /// <summary>Coefficients p₀ … pₙ₋₁ become evaluations p(ω⁰) … p(ωⁿ⁻¹), in place, both in natural order.</summary>
    /// <exception cref="ArgumentException">The number of values is not the size of the domain.</exception>
    void Transform(EvaluationDomain domain, Memory<Fr> values);

    /// <summary>Evaluations p(ω⁰) … p(ωⁿ⁻¹) become coefficients p₀ … pₙ₋₁, in place, both in natural order.</summary>
    /// <exception cref="ArgumentException">The number of values is not the size of the domain.</exception>
    void InverseTransform(EvaluationDomain domain, Memory<Fr> values);

    /// <summary>
    /// From the evaluations of polynomials a, b, c on the domain, the values a·b − c on its odd coset, which replace
    /// <paramref name="a"/>; <paramref name="b"/> and <paramref name="c"/> are scratch afterwards. Six transforms: the whole quotient step of a proof.
    /// </summary>
    /// <exception cref="ArgumentException">The number of values is not the size of the domain.</exception>
    void QuotientOnOddCoset(EvaluationDomain domain, Memory<Fr> a, Memory<Fr> b, Memory<Fr> c);
}
