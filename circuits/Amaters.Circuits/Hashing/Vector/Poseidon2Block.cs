using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Circuits.Hashing.Vector;

/// <summary><see cref="Poseidon2"/> of width 8 on one state, whose eight elements are the lanes of one block (AVX-512).</summary>
/// <remarks>
/// <para>A full round is three products of whole blocks. A partial round is three as well, although its s-box has one element:
/// beside v² stand μᵢ·xᵢ of the others, beside v⁴ stands (μ₀ + 1)·v, and the last product gives (μ₀ + 1)·v⁵ in lane 0 and v⁵ in the others,
/// where v = x₀ + c. What is left is to add the sum of the old x₁ … x₇.</para>
/// <para>Between rounds the state is reduced, |x| ≤ 0.51p, and holds the next round's constants already, so |x| is bounded the same way in
/// every round: products are at most 1.1p, sums reach 48 of them.</para>
/// <para>One thread uses an object at a time. Nothing here depends on the values.</para>
/// </remarks>
internal sealed unsafe class Poseidon2Block : IDisposable
{
    private const int Width = Compression.Arity;
    private const int Limbs = FrBlock.LimbCount * FrBlock.Lanes;
    private const int HalfRounds = Poseidon2Parameters.FullRounds / 2;

    private static readonly Poseidon2Parameters Parameters = Poseidon2Parameters.Width8;

    private readonly AlignedBuffer<long> _workspace = FrKernels.CreateWorkspace();
    private readonly AlignedBuffer<FrBlock> _constants = new(Poseidon2Parameters.FullRounds + Parameters.PartialRounds + 3);
    private readonly AlignedBuffer<FrConstant> _leaving = new(1);
    private readonly AlignedBuffer<FrBlock> _blocks = new(7);

    /// <summary>Prepares the constants.</summary>
    public Poseidon2Block()
    {
        var lanes = new Fr[Width];
        for (var round = 0; round < RoundCount; round++)
        {
            Array.Clear(lanes);
            if (IsPartial(round))
                lanes[0] = Parameters.InternalRoundConstants[round - HalfRounds];
            else
                Parameters.ExternalRoundConstants(round < HalfRounds ? round : round - Parameters.PartialRounds).CopyTo(lanes);
            SetLanes(RoundConstants(round), lanes);
        }

        SetLanes(RoundConstants(RoundCount), new Fr[Width]);
        SetLanes(Diagonal, Parameters.InternalDiagonalMinusOne);
        Array.Fill(lanes, Parameters.InternalDiagonalMinusOne[0] + Fr.One);
        SetLanes(FirstDiagonal, lanes);
        *_leaving.Pointer = FrConstant.OfLeaving(Fr.One);
    }

    private static int RoundCount => Poseidon2Parameters.FullRounds + Parameters.PartialRounds;

    private FrBlock* Diagonal => _constants.Pointer + RoundCount + 1;

    private FrBlock* FirstDiagonal => _constants.Pointer + RoundCount + 2;

    private FrBlock* State => _blocks.Pointer;

    /// <summary>Permutes eight elements in place.</summary>
    public void Permute(Span<Fr> state)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Length, Width);
        fixed (Fr* elements = state)
        {
            FrKernels.Load(State, elements);
            FrKernels.Reduce(State, State);
            ApplyExternalMatrix(RoundConstants(0));
            for (var round = 0; round < RoundCount; round++)
            {
                if (IsPartial(round))
                    PartialRound(RoundConstants(round + 1));
                else
                    FullRound(RoundConstants(round + 1));
            }

            FrKernels.MultiplyByConstant(State, State, _leaving.Pointer, _workspace.Pointer);
            FrKernels.Store(elements, State);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspace.Dispose();
        _constants.Dispose();
        _leaving.Dispose();
        _blocks.Dispose();
    }

    private static bool IsPartial(int round) => round >= HalfRounds && round < HalfRounds + Parameters.PartialRounds;

    private static void SetLanes(FrBlock* block, ReadOnlySpan<Fr> elements)
    {
        for (var lane = 0; lane < Width; lane++)
            FrLanes.SetLane(block, lane, FrConstant.Of(elements[lane]));
    }

    /// <summary>Constants that a round adds; zeros behind the last round.</summary>
    private FrBlock* RoundConstants(int round) => _constants.Pointer + round;

    // x ← Mᴱ·S(x) + the constants of the next round.
    private void FullRound(FrBlock* nextConstants)
    {
        FrBlock* state = State, power = state + 1;
        var w = _workspace.Pointer;
        FrKernels.Square(power, state, w);
        FrKernels.Square(power, power, w);
        FrKernels.Multiply(state, state, power, w);
        ApplyExternalMatrix(nextConstants);
    }

    // v = x₀:  x₀ ← (μ₀ + 1)·v⁵ + Σ,  xᵢ ← μᵢ·xᵢ + v⁵ + Σ  with Σ = x₁ + … + x₇;  then the constants of the next round.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PartialRound(FrBlock* nextConstants)
    {
        FrBlock* state = State, first = state + 1, second = state + 2, third = state + 3, left = state + 4, right = state + 5, sum = state + 6;
        FrBlock* diagonal = Diagonal, firstDiagonal = FirstDiagonal;
        var w = _workspace.Pointer;
        var lane0 = Vector512.Create(-1L, 0, 0, 0, 0, 0, 0, 0);
        var lane1 = Vector512.Create(1L);

        // v², μᵢ·xᵢ
        for (var limb = 0; limb < Limbs; limb += FrBlock.Lanes)
            Vector512.ConditionalSelect(lane0, Vector512.Load(state->Limbs + limb), Vector512.Load(diagonal->Limbs + limb)).Store(right->Limbs + limb);
        FrKernels.Multiply(first, state, right, w);
        for (var limb = 0; limb < Limbs; limb += FrBlock.Lanes)
            SumOfLanes(Vector512.AndNot(Vector512.Load(state->Limbs + limb), lane0)).Store(sum->Limbs + limb);

        // v⁴, (μ₀ + 1)·v
        for (var limb = 0; limb < Limbs; limb += FrBlock.Lanes)
        {
            var square = Vector512.Load(first->Limbs + limb);
            Vector512.ConditionalSelect(lane0, square, Vector512.Create(state->Limbs[limb])).Store(left->Limbs + limb);
            Vector512.ConditionalSelect(lane0, square, Vector512.Load(firstDiagonal->Limbs + limb)).Store(right->Limbs + limb);
        }

        FrKernels.Multiply(second, left, right, w);

        // (μ₀ + 1)·v⁵, v⁵
        for (var limb = 0; limb < Limbs; limb += FrBlock.Lanes)
        {
            var fourth = Vector512.Load(second->Limbs + limb);
            Vector512.Create(fourth.ToScalar()).Store(left->Limbs + limb);
            Vector512.ConditionalSelect(lane0, Avx512F.PermuteVar8x64(fourth, lane1), Vector512.Create(state->Limbs[limb])).Store(right->Limbs + limb);
        }

        FrKernels.Multiply(third, left, right, w);
        for (var limb = 0; limb < Limbs; limb += FrBlock.Lanes)
        {
            var others = Vector512.AndNot(Vector512.Load(first->Limbs + limb), lane0) + Vector512.Load(sum->Limbs + limb);
            (Vector512.Load(third->Limbs + limb) + others + Vector512.Load(nextConstants->Limbs + limb)).Store(state->Limbs + limb);
        }

        FrKernels.Reduce(state, state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> SumOfLanes(Vector512<long> x)
    {
        x += Avx512F.Shuffle4x128(x, x, 0x4e);
        x += Avx512F.Shuffle4x128(x, x, 0xb1);
        return x + Avx512F.Permute4x64(x, 0xb1);
    }

    // circ(2·M₄, M₄) with the addition chain of Poseidon2.MultiplyByM4 on both halves at once; comments name the lanes of one half.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ApplyExternalMatrix(FrBlock* nextConstants)
    {
        var state = State;
        var even = Vector512.Create(-1L, 0, -1, 0, -1, 0, -1, 0);
        for (var limb = 0; limb < Limbs; limb += FrBlock.Lanes)
        {
            var x = Vector512.Load(state->Limbs + limb);
            var pairs = x + Avx512F.Permute4x64(x, 0xb1);                                    // s₀₁ s₀₁ s₂₃ s₂₃
            var odd = Avx512F.Permute4x64(x, 0xf5);                                          // x₁ x₁ x₃ x₃
            var twice = odd + odd + Avx512F.Permute4x64(pairs, 0x4e);                        // t₁ t₁ t₃ t₃
            var fours = (pairs << 2) + twice;                                                // y₁ y₁ y₃ y₃
            var half = fours + (Avx512F.Permute4x64(twice, 0x4e) & even);                    // y₀ y₁ y₂ y₃
            var whole = half + half + Avx512F.Shuffle4x128(half, half, 0x4e);
            (whole + Vector512.Load(nextConstants->Limbs + limb)).Store(state->Limbs + limb);
        }

        FrKernels.Reduce(state, state);
    }
}
