using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;
using Amaters.Verifier.Pairing;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>An element of Fp12 spread over lanes against the plain one, on edges and random elements, also on results of earlier operations.</summary>
public sealed unsafe class SpreadFp12Tests : IDisposable
{
    private readonly QuadraticMultiplier _products;
    private readonly SpreadFp12 _tower;
    private readonly AlignedBuffer<QuadraticBlock<FpBlock>> _blocks = new(4);

    public SpreadFp12Tests()
    {
        FpLaneView.SkipWithoutAvx512();
        _products = new QuadraticMultiplier();
        _tower = new SpreadFp12(_products);
    }

    private static Gen<Fp12> Values { get; } = Gen.OneOf(
        Elements.Fp12,
        Gen.Int[0, Elements.Fp2Edges.Count - 1].Array[6].Select(i => new Fp12(
            new Fp6(Elements.Fp2Edges[i[0]], Elements.Fp2Edges[i[1]], Elements.Fp2Edges[i[2]]),
            new Fp6(Elements.Fp2Edges[i[3]], Elements.Fp2Edges[i[4]], Elements.Fp2Edges[i[5]]))));

    private QuadraticBlock<FpBlock>* A => _blocks.Pointer;

    private QuadraticBlock<FpBlock>* B => _blocks.Pointer + 1;

    private QuadraticBlock<FpBlock>* R => _blocks.Pointer + 2;

    public void Dispose()
    {
        _tower?.Dispose();
        _products?.Dispose();
        _blocks.Dispose();
    }

    [Fact]
    public void Products_squares_and_powers_of_p_equal_the_plain_ones() => Gen.Select(Values, Values).Sample((a, b) =>
    {
        SpreadFp12.Load(A, a);
        SpreadFp12.Load(B, b);
        Assert.Equal(a, SpreadFp12.Store(A));
        _tower.Multiply(R, A, B);
        Assert.Equal(a * b, SpreadFp12.Store(R));
        _tower.Multiply(R, R, R);
        Assert.Equal((a * b).Square(), SpreadFp12.Store(R));
        _tower.Square(R, A);
        Assert.Equal(a.Square(), SpreadFp12.Store(R));
        _tower.Square(R, R);
        Assert.Equal(a.Square().Square(), SpreadFp12.Store(R));
        _tower.Frobenius(R, A, 1);
        Assert.Equal(a.Frobenius(), SpreadFp12.Store(R));
        _tower.Frobenius(R, A, 2);
        Assert.Equal(a.FrobeniusSquared(), SpreadFp12.Store(R));
        SpreadFp12.Conjugate(R, A);
        Assert.Equal(a.Conjugate(), SpreadFp12.Store(R));
    }, iter: 100, threads: 1);

    [Fact]
    public void Products_with_lines_equal_the_plain_ones() => Gen.Select(Values, Elements.Fp2.Array[8]).Sample((a, line) =>
    {
        SpreadFp12.Load(A, a);
        SpreadElements.Load(B, line);
        QuadraticMultiplier.Reduce(B);
        _tower.MultiplyByLine(R, A, B, 1);
        Assert.Equal(a.MultiplyByLine(line[1], line[2], line[3]), SpreadFp12.Store(R));
        _tower.MultiplyByMonicLine(R, R, B, 5);
        Assert.Equal(a.MultiplyByLine(line[1], line[2], line[3]).MultiplyByLine(line[5], line[6], Fp2.One), SpreadFp12.Store(R));
    }, iter: 100, threads: 1);

    [Fact]
    public void The_cyclotomic_subgroup_is_squared_and_raised_as_in_the_plain_field() => Elements.Fp12.Where(f => !f.IsZero).Sample(f =>
    {
        var g = FinalExponentiation.Compute(f);
        SpreadFp12.Load(A, g);
        _tower.CyclotomicSquare(R, A);
        Assert.Equal(g.Square(), SpreadFp12.Store(R));
        _tower.CyclotomicSquare(R, R);
        Assert.Equal(g.Square().Square(), SpreadFp12.Store(R));
        _tower.CyclotomicPowerOfSeed(R, A);
        Assert.Equal(g.CyclotomicPowerOfSeed(), SpreadFp12.Store(R));
    }, iter: 10, threads: 1);
}
