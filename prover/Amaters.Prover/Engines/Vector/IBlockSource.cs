namespace Amaters.Prover.Engines.Vector;

/// <summary>Where the blocks of a column transform come from.</summary>
internal unsafe interface IBlockSource<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Where block <paramref name="index"/> of the input is, fresh from memory or from a product.</summary>
    /// <param name="index">Number of the block.</param>
    /// <param name="room">For a block that must be made first.</param>
    TBlock* Block(int index, TBlock* room);

    /// <summary>Asks for what <see cref="Block"/> will read.</summary>
    void Prefetch(int index);
}
