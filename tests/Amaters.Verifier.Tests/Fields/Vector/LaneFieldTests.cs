using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

public sealed class LaneFieldTests
{
    private static readonly Fp2 ThreeB2 = new(Fp.FromUInt64(12), Fp.FromUInt64(12));

    public static TheoryData<SimdTier, string> Fields { get; } = new()
    {
        { SimdTier.Avx512, "Fp" }, { SimdTier.Avx512, "Fp2" }, { SimdTier.Avx2, "Fp" }, { SimdTier.Avx2, "Fp2" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Arithmetic_equals_that_of_the_plain_field(SimdTier tier, string field) => Run(tier, field, checks => checks.Arithmetic_equals_that_of_the_plain_field());

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_result_may_replace_an_operand(SimdTier tier, string field) => Run(tier, field, checks => checks.A_result_may_replace_an_operand());

    [Theory]
    [MemberData(nameof(Fields))]
    public void Zero_lanes_are_seen_and_lanes_chosen(SimdTier tier, string field) => Run(tier, field, checks => checks.Zero_lanes_are_seen_and_lanes_chosen());

    [Theory]
    [MemberData(nameof(Fields))]
    public void Inverses_undo_their_elements_and_zero_stays_zero(SimdTier tier, string field) => Run(tier, field, checks => checks.Inverses_undo_their_elements_and_zero_stays_zero());

    [Theory]
    [MemberData(nameof(Fields))]
    public void Elements_at_rest_are_gathered_with_their_signs(SimdTier tier, string field) => Run(tier, field, checks => checks.Elements_at_rest_are_gathered_with_their_signs());

    private static void Run(SimdTier tier, string field, Action<ILaneFieldChecks> check)
    {
        Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
        using ILaneFieldChecks checks = (tier, field) switch
        {
            (SimdTier.Avx512, "Fp") => new LaneFieldChecks<Fp, FpLanes, FpBlock>(Elements.Fp, Fp.FromUInt64(12)),
            (SimdTier.Avx512, _) => new LaneFieldChecks<Fp2, QuadraticLanes<FpLanes, FpBlock>, QuadraticBlock<FpBlock>>(Elements.Fp2, ThreeB2),
            (_, "Fp") => new LaneFieldChecks<Fp, FpDoubleLanes, FpDoubleBlock>(Elements.Fp, Fp.FromUInt64(12)),
            _ => new LaneFieldChecks<Fp2, QuadraticLanes<FpDoubleLanes, FpDoubleBlock>, QuadraticBlock<FpDoubleBlock>>(Elements.Fp2, ThreeB2),
        };
        check(checks);
    }
}
