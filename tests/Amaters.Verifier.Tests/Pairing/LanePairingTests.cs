using System.Numerics;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;
using Amaters.Verifier.Pairing;
using Amaters.Verifier.Pairing.Vector;
using Amaters.Verifier.Tests.Fields.Vector;

namespace Amaters.Verifier.Tests.Pairing;

/// <summary>Pairings in lanes against the plain pairing.</summary>
public sealed class LanePairingTests
{
    private static readonly Gen<G1Affine> P = Gen.Frequency((5, Elements.G1.Select(p => p.ToAffine())), (1, Gen.Const(G1Affine.Infinity)));
    private static readonly Gen<G2Affine> Q = Elements.G2.Where(q => !q.IsInfinity).Select(q => q.ToAffine());

    [Fact]
    public void A_product_of_three_pairings_with_two_fixed_points_equals_the_plain_one()
    {
        FpLaneView.SkipWithoutAvx512();
        Gen.Select(P.Array[3], Q.Array[3]).Sample((p, q) =>
        {
            using var pairing = new SpreadPairing();
            using var lines = new SpreadLines(new PreparedG2(q[1]), new PreparedG2(q[2]));
            var arguments = LineArgument.Of([G1Jacobian.FromAffine(p[1]), G1Jacobian.FromAffine(p[2])]);
            var expected = OptimalAte.Pair(p[1], q[1]) * OptimalAte.Pair(p[2], q[2]);
            Assert.Equal(expected, pairing.FinalPower(pairing.MillerLoop(default, default, lines, arguments[0], arguments[1])));
            Assert.Equal(expected * OptimalAte.Pair(p[0], q[0]), pairing.FinalPower(pairing.MillerLoop(p[0], q[0], lines, arguments[0], arguments[1])));
        }, iter: 10, threads: 1);
    }

    [Fact]
    public void The_final_power_and_powers_in_the_target_group_equal_the_plain_ones()
    {
        FpLaneView.SkipWithoutAvx512();
        Gen.Select(Elements.Fp12.Where(f => !f.IsZero), Elements.Fr).Sample((f, exponent) =>
        {
            using var pairing = new SpreadPairing();
            var g = FinalExponentiation.Compute(f);
            Assert.Equal(g, pairing.FinalPower(f));
            Assert.Equal(g.CyclotomicPower(exponent), pairing.Power(g, exponent.ToBigInteger()));
            Assert.Equal(Fp12.One, pairing.Power(g, BigInteger.Zero));
        }, iter: 5, threads: 1);
    }

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void A_pairing_in_every_lane_equals_the_plain_product(SimdTier tier) => LaneTiers.Run(tier, Check<FpLanes, FpBlock>, Check<FpDoubleLanes, FpDoubleBlock>);

    private static unsafe void Check<TBase, TBlock>()
        where TBase : IBaseLanes<TBlock>
        where TBlock : unmanaged
    {
        const int Blocks = 2;
        using var loop = new LaneMillerLoop<TBase, TBlock>();
        using var lanes = new LaneValues<TBase, TBlock>();
        using var pairs = new AlignedBuffer<PairBlock<TBlock>>(Blocks);
        using var points = new ProjectiveLines<TBase, TBlock>(TBase.Lanes);
        Gen.Select(P.Array[Blocks * TBase.Lanes], Q.Array[Blocks * TBase.Lanes]).Sample((p, q) =>
        {
            for (var block = 0; block < Blocks; block++)
            {
                var inBlock = q[(block * TBase.Lanes)..((block + 1) * TBase.Lanes)];
                var pair = pairs.Pointer + block;
                lanes.Load(&pair->X.C0, [.. inBlock.Select(each => each.X.C0)]);
                lanes.Load(&pair->X.C1, [.. inBlock.Select(each => each.X.C1)]);
                lanes.Load(&pair->Y.C0, [.. inBlock.Select(each => each.Y.C0)]);
                lanes.Load(&pair->Y.C1, [.. inBlock.Select(each => each.Y.C1)]);
                for (var lane = 0; lane < TBase.Lanes; lane++)
                    points.Write(lane, p[(block * TBase.Lanes) + lane]);
                points.Gather(&pair->P, [.. Enumerable.Range(0, TBase.Lanes)]);
            }

            var expected = new MillerLoop();
            for (var i = 0; i < p.Length; i++)
                expected.Add(p[i], q[i]);
            Assert.Equal(FinalExponentiation.Compute(expected.Compute()), FinalExponentiation.Compute(loop.Compute(pairs.Pointer, Blocks)));
        }, iter: 4, threads: 1);
    }
}
