using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>
/// Eight products in <see cref="Fp2"/> at a time whose operands and results are written limb by limb, and sums of such products with one reduction.
/// </summary>
/// <remarks>
/// <para>Use: put all limbs of both operands, <see cref="Multiply"/> (or <see cref="MultiplyAndAdd"/> for a further product of the same sum), then read
/// <see cref="Limb"/>s of the result. Karatsuba: three block products.</para>
/// <para>Sizes: a component of an operand is below 4p and a sum of at most 28 reduced limbs; so is what <see cref="Limb"/> gives for up to six products whose
/// operands are below 2p and 1p. It may enter further sums until <see cref="Reduce"/> sees 56 limbs or 56p.</para>
/// <para>For AVX-512 alone: eight lanes hold the six coefficients of an element of <see cref="Fp12"/>, four do not. One thread at a time.</para>
/// </remarks>
internal sealed unsafe class QuadraticMultiplier : IDisposable
{
    [ThreadStatic]
    private static QuadraticMultiplier? _ofThread;

    private readonly AlignedBuffer<long> _workspace = FpKernels.CreateWorkspace();
    private readonly AlignedBuffer<Storage> _storage = new(1);
    private readonly Storage* _s;
    private readonly long* _w;

    public QuadraticMultiplier()
    {
        _s = _storage.Pointer;
        _w = _workspace.Pointer;
    }

    /// <summary>The one of this thread, made when first asked for.</summary>
    public static QuadraticMultiplier OfThread => _ofThread ??= new QuadraticMultiplier();

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspace.Dispose();
        _storage.Dispose();
    }

    /// <summary>Limb i of the left factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutLeft(int i, QuadraticLimb value) => Put(&_s->Left, i, value);

    /// <summary>Limb i of the right factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PutRight(int i, QuadraticLimb value) => Put(&_s->Right, i, value);

    /// <summary>The products of the factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply()
    {
        CarryFactors();
        FpKernels.Multiply(&_s->Sum.C0, &_s->Left.C0, &_s->Right.C0, _w);
        FpKernels.Multiply(&_s->Sum.C1, &_s->Left.C1, &_s->Right.C1, _w);
        FpKernels.Multiply(&_s->Sum.Both, &_s->Left.Both, &_s->Right.Both, _w);
    }

    /// <summary>The products of the factors, added to those that are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyAndAdd()
    {
        CarryFactors();
        FpKernels.Multiply(&_s->Left.C0, &_s->Left.C0, &_s->Right.C0, _w);
        FpKernels.Multiply(&_s->Left.C1, &_s->Left.C1, &_s->Right.C1, _w);
        FpKernels.Multiply(&_s->Left.Both, &_s->Left.Both, &_s->Right.Both, _w);
        long* sum = (long*)&_s->Sum, addend = (long*)&_s->Left;
        for (var i = 0; i < 3 * FpBlock.LimbCount * FpBlock.Lanes; i += FpBlock.Lanes)
            (Vector512.Load(sum + i) + Vector512.Load(addend + i)).Store(sum + i);
    }

    /// <summary>Limb i of the products: c₀ = a₀b₀ − a₁b₁ and c₁ = (a₀ + a₁)(b₀ + b₁) − a₀b₀ − a₁b₁.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public QuadraticLimb Limb(int i)
    {
        var low = Vector512.Load((long*)&_s->Sum.C0 + (FpBlock.Lanes * i));
        var high = Vector512.Load((long*)&_s->Sum.C1 + (FpBlock.Lanes * i));
        return new QuadraticLimb(low - high, Vector512.Load((long*)&_s->Sum.Both + (FpBlock.Lanes * i)) - low - high);
    }

    /// <summary>r = the products, reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void StoreReduced(QuadraticBlock<FpBlock>* r)
    {
        for (var i = 0; i < FpBlock.LimbCount; i++)
            Limb(i).Store(r, i);
        Reduce(r);
    }

    /// <summary>Reduces a block of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reduce(QuadraticBlock<FpBlock>* r)
    {
        FpKernels.ReduceSum(&r->C0, &r->C0);
        FpKernels.ReduceSum(&r->C1, &r->C1);
    }

    /// <summary>r = r·f, f in <see cref="Fp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scale(QuadraticBlock<FpBlock>* r, FpBlock* f)
    {
        FpKernels.Multiply(&r->C0, &r->C0, f, _w);
        FpKernels.Multiply(&r->C1, &r->C1, f, _w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CarryFactors()
    {
        FpKernels.CarrySum(&_s->Left.C0, &_s->Left.C0);
        FpKernels.CarrySum(&_s->Left.C1, &_s->Left.C1);
        FpKernels.CarrySum(&_s->Left.Both, &_s->Left.Both);
        FpKernels.CarrySum(&_s->Right.C0, &_s->Right.C0);
        FpKernels.CarrySum(&_s->Right.C1, &_s->Right.C1);
        FpKernels.CarrySum(&_s->Right.Both, &_s->Right.Both);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Karatsuba* operand, int i, QuadraticLimb value)
    {
        value.C0.Store((long*)&operand->C0 + (FpBlock.Lanes * i));
        value.C1.Store((long*)&operand->C1 + (FpBlock.Lanes * i));
        (value.C0 + value.C1).Store((long*)&operand->Both + (FpBlock.Lanes * i));
    }

    /// <summary>Both components and their sum; or the products of each.</summary>
    private struct Karatsuba
    {
        public FpBlock C0, C1, Both;
    }

    private struct Storage
    {
        public Karatsuba Left, Right, Sum;
    }
}
