using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Transforms of one number of lanes, seen by the engine.</summary>
internal interface ITransforms : IDisposable
{
    /// <summary>Smallest k of a domain of 2ᵏ elements that is served: both factors of the size fill a group.</summary>
    const int MinLog2Size = 2 * ColumnSizes.MinLog2Size;

    /// <summary>Largest k.</summary>
    const int MaxLog2Size = 2 * ColumnSizes.MaxLog2Size;

    /// <summary>Coefficients to evaluations.</summary>
    void Forward(EvaluationDomain domain, Memory<Fr> values);

    /// <summary>Evaluations to coefficients.</summary>
    void Inverse(EvaluationDomain domain, Memory<Fr> values);

    /// <summary>Evaluations on the domain to evaluations on its odd coset.</summary>
    void MoveToOddCoset(EvaluationDomain domain, Memory<Fr> values);

    /// <summary>a ← a·b − c, element by element; the length is a multiple of any number of lanes.</summary>
    void MultiplySubtract(Memory<Fr> a, Memory<Fr> b, Memory<Fr> c);
}
