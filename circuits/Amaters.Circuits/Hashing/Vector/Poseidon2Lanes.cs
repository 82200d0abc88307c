using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Circuits.Hashing.Vector;

/// <summary><see cref="Poseidon2"/> of width 8 on as many states at once as a block has lanes.</summary>
/// <remarks>
/// <para>Block i of a group is element i of all its states. Sums are left uncarried; every linear layer ends with one reduction for each
/// element, because its sums reach 48 terms. The permutation is compared with the plain one, state by state, in the tests.</para>
/// <para>One thread uses an object at a time. Nothing here depends on the values.</para>
/// </remarks>
internal sealed unsafe class Poseidon2Lanes<TField, TBlock, TConstant> : IBulkCompression
    where TField : IScalarLanes<TBlock, TConstant>
    where TBlock : unmanaged
    where TConstant : unmanaged
{
    private const int Width = Compression.Arity;

    private static readonly Poseidon2Parameters Parameters = Poseidon2Parameters.Width8;

    private readonly AlignedBuffer<long> _workspace = TField.CreateWorkspace();
    private readonly AlignedBuffer<TConstant> _constants;
    private readonly AlignedBuffer<TBlock> _blocks = new((3 * Width) + 3);
    private WireTarget _wires;

    /// <summary>Prepares the constants.</summary>
    public Poseidon2Lanes()
    {
        List<Fr> constants = [];
        for (var round = 0; round < Poseidon2Parameters.FullRounds; round++)
            constants.AddRange(Parameters.ExternalRoundConstants(round));
        constants.AddRange(Parameters.InternalRoundConstants);
        constants.AddRange(Parameters.InternalDiagonalMinusOne);
        _constants = new AlignedBuffer<TConstant>(constants.Count + 1);
        for (var i = 0; i < constants.Count; i++)
            _constants.Pointer[i] = TField.Constant(constants[i]);
        *Leaving = TField.LeavingConstant(Fr.One);
    }

    private TConstant* Leaving => _constants.Pointer + _constants.Length - 1;

    private TConstant* InternalConstants => _constants.Pointer + (Poseidon2Parameters.FullRounds * Width);

    private TConstant* Diagonal => InternalConstants + Parameters.PartialRounds;

    private TBlock* State => _blocks.Pointer;

    private TBlock* Input => _blocks.Pointer + Width;

    private TBlock* Temporary => _blocks.Pointer + (2 * Width);

    /// <inheritdoc/>
    public void H8(ReadOnlySpan<Fr> inputs, Span<Fr> results)
    {
        var output = stackalloc Fr[TField.Lanes];
        for (var first = 0; first < results.Length; first += TField.Lanes)
        {
            var count = Math.Min(TField.Lanes, results.Length - first);
            Load(inputs.Slice(first * Width, count * Width));
            Permute();
            Digest();
            TField.MultiplyByConstant(State, State, Leaving, _workspace.Pointer);
            TField.Store(output, State);
            new Span<Fr>(output, count).CopyTo(results[first..]);
        }
    }

    /// <inheritdoc/>
    public void Wires(ReadOnlySpan<Fr> inputs, Span<Fr> wires)
    {
        var hashCount = inputs.Length / Width;
        ArgumentOutOfRangeException.ThrowIfLessThan(wires.Length, hashCount * CompressionWires.Count, nameof(wires));
        fixed (Fr* target = wires)
        {
            for (var first = 0; first < hashCount; first += TField.Lanes)
            {
                var count = Math.Min(TField.Lanes, hashCount - first);
                _wires = new WireTarget(target + ((long)first * CompressionWires.Count), count);
                Load(inputs.Slice(first * Width, count * Width));
                Permute();
                Digest();
                Keep(State);
            }
        }

        _wires = default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspace.Dispose();
        _constants.Dispose();
        _blocks.Dispose();
    }

    // States lie one after another; blocks take lane by lane: load rows, then transpose squares of lanes. A group that is not full
    // repeats its last state.
    private void Load(ReadOnlySpan<Fr> inputs)
    {
        var states = stackalloc Fr[TField.Lanes * Width];
        var last = inputs.Length - Width;
        for (var l = 0; l < TField.Lanes; l++)
            inputs.Slice(Math.Min(l * Width, last), Width).CopyTo(new Span<Fr>(states + (l * Width), Width));
        var w = _workspace.Pointer;
        var perState = Width / TField.Lanes;
        for (var i = 0; i < Width; i++)
            TField.Load(Temporary + i, states + (i * TField.Lanes));
        for (var part = 0; part < perState; part++)
            TField.Transpose(Input + (part * TField.Lanes), 1, Temporary + part, perState);
        for (var i = 0; i < Width; i++)
            TField.Reduce(State + i, Input + i, w);
    }

    private void Permute()
    {
        ApplyExternalMatrix();
        for (var round = 0; round < Poseidon2Parameters.FullRounds / 2; round++)
            FullRound(round);
        for (var round = 0; round < Parameters.PartialRounds; round++)
            PartialRound(round);
        for (var i = 0; i < Width; i++)
            TField.Reduce(State + i, State + i, _workspace.Pointer);
        for (var round = Poseidon2Parameters.FullRounds / 2; round < Poseidon2Parameters.FullRounds; round++)
            FullRound(round);
    }

    // H8(x) = (P8(x) + x)[0]
    private void Digest() => TField.Add(State, State, Input);

    // x ← Mᴱ·S(x + c); x is reduced before and after.
    private void FullRound(int round)
    {
        for (var i = 0; i < Width; i++)
            FifthPower(State + i, _constants.Pointer + (round * Width) + i, keepsInput: round > 0);
        if (round == Poseidon2Parameters.FullRounds - 1)
        {
            for (var i = 0; i < Width - 1; i++)
                Keep(State + i);
        }

        ApplyExternalMatrix();
    }

    // x₀ ← (x₀ + c)⁵, xᵢ ← μᵢ·xᵢ + Σ xⱼ; after it the elements are sums of two carried values.
    private void PartialRound(int round)
    {
        var w = _workspace.Pointer;
        var sum = Temporary;
        TField.Reduce(State, State, w);
        FifthPower(State, InternalConstants + round, keepsInput: true);
        TField.Add(sum, State, State + 1);
        for (var i = 2; i < Width; i++)
            TField.Add(sum, sum, State + i);
        TField.Reduce(sum, sum, w);
        for (var i = 0; i < Width; i++)
        {
            TField.MultiplyByConstant(State + i, State + i, Diagonal + i, w);
            TField.Add(State + i, State + i, sum);
        }
    }

    private void FifthPower(TBlock* x, TConstant* constant, bool keepsInput)
    {
        var w = _workspace.Pointer;
        TBlock* shifted = Temporary + Width, power = shifted + 1;
        TField.AddConstant(shifted, x, constant);
        if (keepsInput)
            Keep(shifted);
        TField.Square(power, shifted, w);
        Keep(power);
        TField.Square(power, power, w);
        Keep(power);
        TField.Multiply(x, shifted, power, w);
    }

    // Writes a block to the next wire of each hash, if wires are wanted.
    private void Keep(TBlock* block)
    {
        if (_wires.Next is null)
            return;
        var values = stackalloc Fr[TField.Lanes];
        var leaving = Temporary + Width + 2;
        TField.MultiplyByConstant(leaving, block, Leaving, _workspace.Pointer);
        TField.Store(values, leaving);
        for (var hash = 0; hash < _wires.HashCount; hash++)
            _wires.Next[hash * CompressionWires.Count] = values[hash];
        _wires.Next++;
    }

    // circ(2·M₄, M₄): M₄ on both halves, then each element plus the sum over its column.
    private void ApplyExternalMatrix()
    {
        MultiplyByM4(State);
        MultiplyByM4(State + 4);
        for (var column = 0; column < 4; column++)
        {
            var sum = Temporary;
            TField.Add(sum, State + column, State + column + 4);
            TField.Add(State + column, State + column, sum);
            TField.Add(State + column + 4, State + column + 4, sum);
        }

        for (var i = 0; i < Width; i++)
            TField.Reduce(State + i, State + i, _workspace.Pointer);
    }

    // The addition chain of Poseidon2.MultiplyByM4.
    private void MultiplyByM4(TBlock* x)
    {
        TBlock* sum01 = Temporary, sum23 = sum01 + 1, twice1 = sum01 + 2, twice3 = sum01 + 3;
        TField.Add(sum01, x, x + 1);
        TField.Add(sum23, x + 2, x + 3);
        TField.Add(twice1, x + 1, x + 1);
        TField.Add(twice1, twice1, sum23);
        TField.Add(twice3, x + 3, x + 3);
        TField.Add(twice3, twice3, sum01);
        TField.Add(sum23, sum23, sum23);
        TField.Add(sum23, sum23, sum23);
        TField.Add(x + 3, sum23, twice3);
        TField.Add(sum01, sum01, sum01);
        TField.Add(sum01, sum01, sum01);
        TField.Add(x + 1, sum01, twice1);
        TField.Add(x, twice3, x + 1);
        TField.Add(x + 2, twice1, x + 3);
    }

    /// <summary>Where the next wire of the first of some hashes goes; those of the others follow at their distance. Nowhere by default.</summary>
    private struct WireTarget(Fr* next, int hashCount)
    {
        public Fr* Next = next;
        public readonly int HashCount = hashCount;
    }
}
