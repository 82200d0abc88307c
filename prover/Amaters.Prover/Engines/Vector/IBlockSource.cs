namespace Amaters.Prover.Engines.Vector;

/// <summary>Where the blocks of a column transform come from.</summary>
internal unsafe interface IBlockSource<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Writes block <paramref name="index"/> of the input, fresh from memory or from a product.</summary>
    void Load(TBlock* target, int index);
}
