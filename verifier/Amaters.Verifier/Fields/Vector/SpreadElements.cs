
namespace Amaters.Verifier.Fields.Vector;

/// <summary>Plain elements into the lanes of a block, and back.</summary>
internal static unsafe class SpreadElements
{
    /// <summary>Lane l = values[l].</summary>
    public static void Load(FpBlock* r, ReadOnlySpan<Fp> values)
    {
        for (var lane = 0; lane < FpBlock.Lanes; lane++)
            LoadLane(r, lane, values[lane]);
    }

    /// <summary>Lane l = values[l].</summary>
    public static void Load(QuadraticBlock<FpBlock>* r, ReadOnlySpan<Fp2> values)
    {
        for (var lane = 0; lane < FpBlock.Lanes; lane++)
            LoadLane(r, lane, values[lane]);
    }

    /// <summary>One lane = the value.</summary>
    public static void LoadLane(FpBlock* r, int lane, in Fp value)
    {
        var line = FpLine.From(value);
        for (var i = 0; i < FpBlock.LimbCount; i++)
            r->Limbs[(FpBlock.Lanes * i) + lane] = line.Limbs[i];
    }

    /// <summary>One lane = the value.</summary>
    public static void LoadLane(QuadraticBlock<FpBlock>* r, int lane, in Fp2 value)
    {
        LoadLane(&r->C0, lane, value.C0);
        LoadLane(&r->C1, lane, value.C1);
    }

    /// <summary>The value of one lane, which is within ±8p.</summary>
    public static Fp StoreLane(FpBlock* a, int lane)
    {
        FpLine line = default;
        for (var i = 0; i < FpBlock.LimbCount; i++)
            line.Limbs[i] = a->Limbs[(FpBlock.Lanes * i) + lane];
        return FpLine.ToFp(&line);
    }

    /// <summary>The value of one lane, whose components are within ±8p.</summary>
    public static Fp2 StoreLane(QuadraticBlock<FpBlock>* a, int lane) => new(StoreLane(&a->C0, lane), StoreLane(&a->C1, lane));

    /// <summary>The values of all lanes.</summary>
    public static Fp2[] Store(QuadraticBlock<FpBlock>* a)
    {
        var values = new Fp2[FpBlock.Lanes];
        for (var lane = 0; lane < values.Length; lane++)
            values[lane] = StoreLane(a, lane);
        return values;
    }
}
