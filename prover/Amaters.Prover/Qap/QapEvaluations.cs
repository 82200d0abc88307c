using Amaters.Circuits.Fields;

namespace Amaters.Prover.Qap;

/// <summary>Room for the polynomials a, b, c of one proof as evaluations on the domain, kept between proofs.</summary>
/// <param name="size">Elements of the domain.</param>
internal sealed class QapEvaluations(int size)
{
    /// <summary>A·w, and after the quotient step the values of the quotient.</summary>
    public Memory<Fr> A { get; } = GC.AllocateUninitializedArray<Fr>(size, pinned: true);

    /// <summary>B·w.</summary>
    public Memory<Fr> B { get; } = GC.AllocateUninitializedArray<Fr>(size, pinned: true);

    /// <summary>Their products, which are C·w for a satisfied witness.</summary>
    public Memory<Fr> C { get; } = GC.AllocateUninitializedArray<Fr>(size, pinned: true);

    /// <summary>Overwrites what tells of the witness.</summary>
    public void Clear()
    {
        A.Span.Clear();
        B.Span.Clear();
        C.Span.Clear();
    }
}
