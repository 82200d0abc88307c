using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Fields.Vector;
using Amaters.Verifier.Tests.Fields.Vector;

namespace Amaters.Verifier.Tests.Curve;

/// <summary>Points of G1 in lanes against the plain group: sums with every special case, and multiples of fixed points.</summary>
public sealed class LanePointsTests
{
    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void Sums_and_doubles_equal_the_plain_ones(SimdTier tier) => LaneTiers.Run(tier, Sums<FpLanes, FpBlock>, Sums<FpDoubleLanes, FpDoubleBlock>);

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void A_table_multiplies_its_point(SimdTier tier) => LaneTiers.Run(tier, Multiples<FpLanes, FpBlock>, Multiples<FpDoubleLanes, FpDoubleBlock>);

    private static unsafe void Sums<TField, TBlock>()
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        using var sums = new LanePoints<TField, TBlock>();
        using var lines = new ProjectiveLines<TField, TBlock>(3 * TField.Lanes);
        Gen.Select(Elements.G1OnCurve.Array[TField.Lanes], Elements.G1OnCurve.Array[TField.Lanes]).Sample((a, b) =>
        {
            // Equal, opposite and infinite points in some lanes.
            (b[0], b[1], a[2], b[3]) = (a[0], -a[1], G1Affine.Infinity, G1Affine.Infinity);
            int[] all = [.. Enumerable.Range(0, TField.Lanes)];
            for (var lane = 0; lane < TField.Lanes; lane++)
            {
                lines.Write(lane, a[lane]);
                lines.Write(TField.Lanes + lane, b[lane]);
            }

            lines.Gather(sums.Sum, all);
            lines.Gather(sums.Addend, [.. all.Select(lane => TField.Lanes + lane)]);
            sums.Add();
            lines.Scatter(0, sums.Sum);
            sums.Double();
            lines.Scatter(TField.Lanes, sums.Sum);
            sums.MultiplyAddendBySeedMagnitude();
            lines.Scatter(2 * TField.Lanes, sums.Sum);
            for (var lane = 0; lane < TField.Lanes; lane++)
            {
                var sum = G1Jacobian.FromAffine(a[lane]) + b[lane];
                Assert.Equal(sum, lines.Read(lane));
                Assert.Equal(sum.Double(), lines.Read(TField.Lanes + lane));
                Assert.Equal(CurveSeed.MultiplyByMagnitude<G1Jacobian, G1Affine>(G1Jacobian.FromAffine(b[lane])), lines.Read((2 * TField.Lanes) + lane));
            }

            sums.SetInfinity();
            lines.Gather(sums.Sum, all);
            Assert.Equal(a.Zip(b).Aggregate(G1Jacobian.Infinity, (sum, pair) => sum + pair.First + pair.Second), LaneSum.Fold(sums));
        }, iter: 10, threads: 1);
    }

    private static void Multiples<TField, TBlock>()
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        foreach (var point in (G1Affine[])[G1Affine.Generator, G1Affine.Infinity])
        {
            using var table = new FixedBaseTable<TField, TBlock>(point);
            Fr[] scalars = [Fr.Zero, Fr.One, -Fr.One, Fr.FromUInt64(16)];
            foreach (var scalar in scalars.Concat(Elements.Fr.Array[10].Single()))
            {
                using var sums = new LanePoints<TField, TBlock>();
                sums.SetInfinity();
                table.AddMultiple(sums, scalar);
                Assert.Equal(G1Jacobian.FromAffine(point) * scalar, LaneSum.Fold(sums));
            }
        }
    }
}
