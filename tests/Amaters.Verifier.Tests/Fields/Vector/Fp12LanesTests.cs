using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>Fp12 with an element in every lane against the plain one.</summary>
public sealed class Fp12LanesTests
{
    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void Squares_and_products_with_lines_equal_the_plain_ones(SimdTier tier) => LaneTiers.Run(tier, Check<FpLanes, FpBlock>, Check<FpDoubleLanes, FpDoubleBlock>);

    private static unsafe void Check<TBase, TBlock>()
        where TBase : IBaseLanes<TBlock>
        where TBlock : unmanaged
    {
        using var tower = new Fp12Lanes<QuadraticLanes<TBase, TBlock>, QuadraticBlock<TBlock>>();
        using var lanes = new LaneValues<TBase, TBlock>();
        using var value = new AlignedBuffer<Fp12Block<QuadraticBlock<TBlock>>>(1);
        using var line = new AlignedBuffer<QuadraticBlock<TBlock>>(3);
        Gen.Select(Elements.Fp12.Array[TBase.Lanes], Elements.Fp2.Array[TBase.Lanes], Elements.Fp2.Array[TBase.Lanes], Elements.Fp2.Array[TBase.Lanes]).Sample((f, l0, l2, l3) =>
        {
            for (var i = 0; i < 12; i++)
                lanes.Load((TBlock*)value.Pointer + i, [.. f.Select(each => Component(each, i))]);
            Load(line.Pointer, l0);
            Load(line.Pointer + 1, l2);
            Load(line.Pointer + 2, l3);
            var expected = f;
            for (var round = 0; round < 3; round++)
            {
                tower.Square(value.Pointer, value.Pointer);
                tower.MultiplyByLine(value.Pointer, value.Pointer, line.Pointer, line.Pointer + 1, line.Pointer + 2);
                expected = [.. expected.Select((each, lane) => each.Square().MultiplyByLine(l0[lane], l2[lane], l3[lane]))];
            }

            var components = new Fp[TBase.Lanes];
            for (var i = 0; i < 12; i++)
            {
                lanes.Store(components, (TBlock*)value.Pointer + i);
                Assert.Equal(expected.Select(each => Component(each, i)), components);
            }
        }, iter: 30, threads: 1);

        void Load(QuadraticBlock<TBlock>* block, Fp2[] values)
        {
            lanes.Load(&block->C0, [.. values.Select(each => each.C0)]);
            lanes.Load(&block->C1, [.. values.Select(each => each.C1)]);
        }
    }

    private static unsafe Fp Component(Fp12 value, int index) => ((Fp*)&value)[index];
}
