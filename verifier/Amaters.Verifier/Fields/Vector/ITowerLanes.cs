namespace Amaters.Verifier.Fields.Vector;

/// <summary>A lane field over which Fp6 = F[v]/(v³ − ξ) and Fp12 = Fp6[w]/(w² − v) are built.</summary>
internal unsafe interface ITowerLanes<TBlock> : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>r = ξ·a, below twice the operand's bound.</summary>
    static abstract void MultiplyByNonResidue(TBlock* r, TBlock* a, long* w);

    /// <summary>r = a + ξ·b, reduced.</summary>
    static abstract void AddNonResidueMultipleReduced(TBlock* r, TBlock* a, TBlock* b, long* w);
}
