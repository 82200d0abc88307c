namespace Amaters.Verifier.Fields.Vector;

/// <summary>A lane field of <see cref="Fp"/> itself, over which <see cref="QuadraticLanes{TBase, TBlock}"/> builds <see cref="Fp2"/>.</summary>
internal unsafe interface IBaseLanes<TBlock> : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Blocks of a workspace that a field built on this one may use.</summary>
    const int SpareBlocks = 4;

    /// <summary>Spare block <paramref name="index"/> of a workspace.</summary>
    static abstract TBlock* Spare(long* w, int index);
}
