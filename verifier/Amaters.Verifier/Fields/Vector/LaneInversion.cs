namespace Amaters.Verifier.Fields.Vector;

/// <summary>Inverts all lanes of a block by one inversion of a single element, which is faster than a power in every lane.</summary>
/// <remarks>
/// Let a' be a with neighbouring lanes exchanged. In a·a' pairs of lanes are equal, and 1/a = a'/(a·a'). The same with pairs, then with fours, leads to the product of all
/// lanes, which is in every lane; one inversion, and the way back takes a product for each exchange.
/// </remarks>
internal static unsafe class LaneInversion<TField, TBlock>
    where TField : IBaseLanes<TBlock>
    where TBlock : unmanaged
{
    /// <summary>r = a⁻¹, and 0 for 0.</summary>
    /// <param name="r">Receives the inverses.</param>
    /// <param name="a">An operand fit for products.</param>
    /// <param name="w">The thread's workspace.</param>
    public static void Invert(TBlock* r, TBlock* a, long* w)
    {
        var lines = stackalloc FpLine[TField.Lanes];
        var order = stackalloc uint[TField.Lanes];
        var depth = int.Log2(TField.Lanes);
        var blocks = stackalloc TBlock[depth + 2];
        TBlock* product = blocks + depth, other = product + 1;
        var zeros = TField.ZeroLanes(a, w);
        *product = *a;
        TField.SetOne(other);
        TField.Blend(product, other, zeros);
        for (var k = 0; k < depth; k++)
        {
            ToLines(lines, order, product);
            for (var l = 0; l < TField.Lanes; l++)
                order[l] = 2 * (uint)(l ^ (1 << k));
            TField.Gather(blocks + k, lines, order);
            TField.Multiply(product, product, blocks + k, w);
        }

        ToLines(lines, order, product);
        TField.WriteLine(lines, TField.ReadLine(lines).Inverse());
        new Span<uint>(order, TField.Lanes).Clear();
        TField.Gather(product, lines, order);
        for (var k = depth - 1; k >= 0; k--)
            TField.Multiply(product, product, blocks + k, w);

        TField.Subtract(other, other, other, w);
        TField.Blend(product, other, zeros);
        *r = *product;
    }

    // Lane l goes to line l.
    private static void ToLines(FpLine* lines, uint* order, TBlock* a)
    {
        for (var l = 0; l < TField.Lanes; l++)
            order[l] = (uint)l;
        TField.Scatter(lines, order, a);
    }
}
