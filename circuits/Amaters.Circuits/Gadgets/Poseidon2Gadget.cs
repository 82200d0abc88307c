using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Gadgets;

/// <summary>Poseidon2 and the H8 compression in constraints: three for each s-box and none for the linear layers.</summary>
/// <remarks>
/// <para>
/// Wires of s-box i: its input xᵢ, xᵢ² and xᵢ⁴. In the first round xᵢ is a sum over the inputs instead of a wire, and in
/// the last round the output yᵢ is a wire, too. All other outputs are sums over later xⱼ (<see cref="Poseidon2Layers"/>).
/// </para>
/// <code>
/// HASH-1.a   xᵢ  · xᵢ  = xᵢ²
/// HASH-1.b   xᵢ² · xᵢ² = xᵢ⁴
/// HASH-1.c   xᵢ⁴ · xᵢ  = yᵢ
/// </code>
/// <para>
/// Sound: the first round's inputs determine its outputs; every later round's inputs are determined by the outputs
/// before them, because the layers are invertible. So the inputs of the hash leave one value for every wire.
/// </para>
/// </remarks>
public static class Poseidon2Gadget
{
    /// <summary>The permutation of t = 2, 3, 4 or 8 elements.</summary>
    /// <remarks>Constraints and wires: 3 · (8·t + partial rounds). Twin: <see cref="Poseidon2.Permute"/>. Doc: HASH-1.</remarks>
    public static LinearCombination[] Permute(ConstraintBuilder builder, ReadOnlySpan<LinearCombination> inputs)
    {
        using var scope = builder.Gadget("poseidon2");
        var layers = Poseidon2Layers.ForWidth(inputs.Length);
        Span<Fr> outputs = stackalloc Fr[inputs.Length];
        int firstWire = AllocateSboxes(builder, layers, inputs, outputs);

        var last = new LinearCombination[inputs.Length];
        for (int i = 0; i < last.Length; i++)
            last[i] = builder.Allocate(outputs[i]);
        if (builder.RecordsConstraints)
            EnforceSboxes(builder, layers, inputs, firstWire, last);

        var permuted = new LinearCombination[inputs.Length];
        for (int row = 0; row < permuted.Length; row++)
            permuted[row] = Sum(layers.External[row], last);
        return permuted;
    }

    /// <summary>H8(x₀, …, x₇) = (P8(x) + x)₀.</summary>
    /// <remarks>
    /// Constraints and wires: 363. The digest takes the place of the last s-box output y₇: with m the first row of Mᴱ,
    /// digest = Σ mᵢ·yᵢ + x₀ is solved for y₇. Twin: <see cref="Compression.H8(ReadOnlySpan{Fr})"/>. Doc: HASH-2.
    /// </remarks>
    public static Variable H8(ConstraintBuilder builder, ReadOnlySpan<LinearCombination> inputs)
    {
        if (inputs.Length != Compression.Arity)
            throw new ArgumentException("H8 takes eight inputs.", nameof(inputs));
        using var scope = builder.Gadget("h8");
        var layers = Poseidon2Layers.ForWidth(inputs.Length);
        var row = layers.External[0];
        Span<Fr> outputs = stackalloc Fr[Compression.Arity];
        int firstWire = AllocateSboxes(builder, layers, inputs, outputs);

        var digestValue = inputs[0].Value;
        for (int i = 0; i < outputs.Length; i++)
            digestValue += row[i] * outputs[i];
        var last = new LinearCombination[Compression.Arity];
        for (int i = 0; i < last.Length - 1; i++)
            last[i] = builder.Allocate(outputs[i]);
        var digest = builder.Allocate(digestValue);
        if (!builder.RecordsConstraints)
            return digest;

        // HASH-2   y₇ = (digest − x₀ − m₀·y₀ − … − m₆·y₆) / m₇
        last[^1] = row[^1].Inverse() * (digest - inputs[0] - Sum(row[..^1], last));
        EnforceSboxes(builder, layers, inputs, firstWire, last);
        return digest;
    }

    /// <summary>H8(tag, values…, 0…): a tagged hash of up to seven values.</summary>
    /// <remarks>Constraints and wires: 363. Twin: <see cref="Compression.H8(DomainTag, ReadOnlySpan{Fr})"/>. Doc: HASH-2.</remarks>
    public static Variable H8(ConstraintBuilder builder, DomainTag tag, params ReadOnlySpan<LinearCombination> values)
    {
        if (tag == DomainTag.None || values.Length >= Compression.Arity)
            throw new ArgumentException("A tagged hash takes a tag and at most seven values.", nameof(values));
        var inputs = new LinearCombination[Compression.Arity];
        Array.Fill(inputs, LinearCombination.Zero);
        inputs[0] = Fr.FromUInt64((ulong)tag);
        values.CopyTo(inputs.AsSpan(1));
        return H8(builder, inputs);
    }

    // Runs the permutation on values, allocates the wires of all s-boxes but the last round's outputs, which it returns
    // in `outputs`, and returns the first wire.
    private static int AllocateSboxes(ConstraintBuilder builder, Poseidon2Layers layers, ReadOnlySpan<LinearCombination> inputs, Span<Fr> outputs)
    {
        var parameters = layers.Parameters;
        int firstWire = builder.WireCount;
        var state = outputs;
        for (int i = 0; i < inputs.Length; i++)
            state[i] = inputs[i].Value;

        for (int round = 0; round < Poseidon2Parameters.FullRounds; round++)
        {
            Poseidon2.ApplyExternalMatrix(state);
            if (round == Poseidon2Layers.HalfFullRounds)
            {
                // The layer above belongs to the last of the first full rounds.
                foreach (ref readonly var constant in parameters.InternalRoundConstants)
                {
                    state[0] = AllocateSbox(builder, state[0] + constant, inputIsWire: true);
                    Poseidon2.ApplyInternalMatrix(state, parameters.InternalDiagonalMinusOne);
                }
            }

            var constants = parameters.ExternalRoundConstants(round);
            for (int i = 0; i < state.Length; i++)
                state[i] = AllocateSbox(builder, state[i] + constants[i], inputIsWire: round > 0);
        }

        return firstWire;
    }

    private static Fr AllocateSbox(ConstraintBuilder builder, in Fr x, bool inputIsWire)
    {
        var square = x.Square();
        var fourth = square.Square();
        if (inputIsWire)
            builder.Allocate(x);
        builder.Allocate(square);
        builder.Allocate(fourth);
        return fourth * x;
    }

    private static void EnforceSboxes(ConstraintBuilder builder, Poseidon2Layers layers, ReadOnlySpan<LinearCombination> inputs, int firstWire, LinearCombination[] last)
    {
        int width = inputs.Length;
        int firstOfLastRound = layers.SboxCount - width;
        for (int sbox = 0; sbox < layers.SboxCount; sbox++)
        {
            int wire = InputWire(sbox);
            LinearCombination x = sbox < width
                ? Sum(layers.External[sbox], inputs) + layers.Parameters.ExternalRoundConstants(0)[sbox]
                : builder.WireAt(wire);
            var square = builder.WireAt(wire + 1);
            var fourth = builder.WireAt(wire + 2);
            var y = sbox < firstOfLastRound ? Output(sbox) : last[sbox - firstOfLastRound];

            // HASH-1.a, HASH-1.b, HASH-1.c
            builder.Enforce(x, x, square);
            builder.Enforce(square, square, fourth);
            builder.Enforce(fourth, x, y);
        }

        // Wire of xᵢ. The first round has none, and xᵢ² and xᵢ⁴ stand where they would follow it.
        int InputWire(int sbox) => sbox < width ? firstWire + (2 * sbox) - 1 : firstWire + (3 * sbox) - width;

        LinearCombination Output(int sbox)
        {
            var form = layers.Output(sbox);
            return builder.Combine(form.Coefficients, InputWire, form.Constant);
        }
    }

    private static LinearCombination Sum(ReadOnlySpan<Fr> factors, ReadOnlySpan<LinearCombination> terms)
    {
        var sum = LinearCombination.Zero;
        for (int i = 0; i < factors.Length; i++)
            sum += factors[i] * terms[i];
        return sum;
    }
}
