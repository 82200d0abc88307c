using System.Globalization;
using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Benchmarks;

/// <summary>Single multiplications of both fields: plain, in eight lanes and in four, in the same run.</summary>
internal sealed unsafe class FieldBenchmark : IBenchmark
{
    private const int Count = 100_000;

    public string Name => "field";

    public string Help => "multiplications in Fr, Fp and Fp2, plain and in lanes   [--runs N]";

    public Task RunAsync(string[] options)
    {
        int runs = Options.Integer(options, "--runs", 15);
        var plainFr = Measurement.Of(runs, PlainFr);
        var plainFp = Measurement.Of(runs, PlainFp);
        Print("Fr, plain", plainFr, 1, plainFr);
        if (Simd.IsSupported(SimdTier.Avx512))
            Print("Fr, eight lanes", Measurement.Of(runs, Fr<FrLanes, FrBlock, FrConstant>), FrBlock.Lanes, plainFr);
        if (Simd.IsSupported(SimdTier.Avx2))
            Print("Fr, four lanes", Measurement.Of(runs, Fr<FrDoubleLanes, FrDoubleBlock, FrDoubleConstant>), FrDoubleBlock.Lanes, plainFr);
        Print("Fp, plain", plainFp, 1, plainFp);
        if (Simd.IsSupported(SimdTier.Avx512))
        {
            Print("Fp, eight lanes", Measurement.Of(runs, Fp<FpLanes, FpBlock>), FpBlock.Lanes, plainFp);
            Print("Fp2, eight lanes", Measurement.Of(runs, Fp<QuadraticLanes<FpLanes, FpBlock>, QuadraticBlock<FpBlock>>), FpBlock.Lanes, plainFp);
        }

        if (Simd.IsSupported(SimdTier.Avx2))
        {
            Print("Fp, four lanes", Measurement.Of(runs, Fp<FpDoubleLanes, FpDoubleBlock>), FpDoubleBlock.Lanes, plainFp);
            Print("Fp2, four lanes", Measurement.Of(runs, Fp<QuadraticLanes<FpDoubleLanes, FpDoubleBlock>, QuadraticBlock<FpDoubleBlock>>), FpDoubleBlock.Lanes, plainFp);
        }

        return Task.CompletedTask;
    }

    private static void Print(string name, Measurement times, int lanes, Measurement plain)
    {
        var perElement = times.Median.TotalNanoseconds / Count / lanes;
        var best = times.Minimum.TotalNanoseconds / Count / lanes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-18} {perElement,7:F2} ns a product (min {best:F2})   {plain.Median.TotalNanoseconds / Count / perElement:F1}× of plain"));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlainFr()
    {
        Circuits.Fields.Fr x = Circuits.Fields.Fr.FromUInt64(3), y = Circuits.Fields.Fr.FromUInt64(5).Inverse();
        for (var i = 0; i < Count; i++)
            x *= y;
        if (x.IsZero)
            throw new InvalidOperationException("A product of units is zero.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlainFp()
    {
        Verifier.Fields.Fp x = Verifier.Fields.Fp.FromUInt64(3), y = Verifier.Fields.Fp.FromUInt64(5).Inverse();
        for (var i = 0; i < Count; i++)
            x *= y;
        if (x.IsZero)
            throw new InvalidOperationException("A product of units is zero.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fr<TField, TBlock, TConstant>()
        where TField : IScalarLanes<TBlock, TConstant>
        where TBlock : unmanaged
        where TConstant : unmanaged
    {
        using var workspace = TField.CreateWorkspace();
        using var blocks = new AlignedBuffer<TBlock>(2);
        var values = Enumerable.Range(1, TField.Lanes).Select(i => Circuits.Fields.Fr.FromUInt64((ulong)i).Inverse()).ToArray();
        fixed (Circuits.Fields.Fr* source = values)
        {
            TField.Load(blocks.Pointer, source);
            TField.Load(blocks.Pointer + 1, source);
        }

        for (var i = 0; i < Count; i++)
            TField.Multiply(blocks.Pointer, blocks.Pointer, blocks.Pointer + 1, workspace.Pointer);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fp<TField, TBlock>()
        where TField : ILaneField<TBlock>
        where TBlock : unmanaged
    {
        using var workspace = TField.CreateWorkspace();
        using var blocks = new AlignedBuffer<TBlock>(2);
        TField.SetOne(blocks.Pointer);
        TField.TripleReduced(blocks.Pointer + 1, blocks.Pointer, workspace.Pointer);
        for (var i = 0; i < Count; i++)
            TField.Multiply(blocks.Pointer, blocks.Pointer, blocks.Pointer + 1, workspace.Pointer);
    }
}
