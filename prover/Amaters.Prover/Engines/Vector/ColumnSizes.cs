namespace Amaters.Prover.Engines.Vector;

/// <summary>Sizes that <see cref="ColumnTransform{TField, TBlock, TConstant}"/> takes, whatever the lanes.</summary>
internal static class ColumnSizes
{
    /// <summary>Fewest layers: one group of blocks for the first-level cache.</summary>
    public const int MinLog2Size = 4;

    /// <summary>Most layers within the kernels' bounds.</summary>
    public const int MaxLog2Size = 10;

    /// <summary>Blocks of scratch behind those of the transform.</summary>
    public const int SpareBlocks = 4;
}
