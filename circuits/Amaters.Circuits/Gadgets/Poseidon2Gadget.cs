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
        Span<Fr> outputs = stackalloc Fr[inputs.Length], sboxes = stackalloc Fr[Poseidon2Sboxes.ValueCount(layers.Parameters)];
        Values(inputs, outputs);
        Poseidon2Sboxes.Run(outputs, sboxes);
        int firstWire = builder.AllocateAll(sboxes);

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
        Span<Fr> values = stackalloc Fr[Compression.Arity];
        Values(inputs, values);
        int firstWire = AllocateWires(builder, values);
        var digest = builder.WireAt(firstWire + CompressionWires.Count - 1);
        if (!builder.RecordsConstraints)
            return digest;

        var layers = Poseidon2Layers.ForWidth(inputs.Length);
        var row = layers.External[0];
        var last = new LinearCombination[Compression.Arity];
        for (int i = 0; i < last.Length - 1; i++)
            last[i] = builder.WireAt(digest.Wire - last.Length + 1 + i);

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

    // The wires of a hash that was computed ahead, if there is one of these inputs; otherwise it is computed now.
    private static int AllocateWires(ConstraintBuilder builder, ReadOnlySpan<Fr> inputs)
    {
        if (builder.PreparedHashes is { } prepared && prepared.TryFind(inputs, out var ready))
            return builder.AllocateAll(ready);
        Span<Fr> wires = stackalloc Fr[CompressionWires.Count];
        CompressionWires.Compute(inputs, wires);
        return builder.AllocateAll(wires);
    }

    private static void Values(ReadOnlySpan<LinearCombination> combinations, Span<Fr> values)
    {
        for (int i = 0; i < combinations.Length; i++)
            values[i] = combinations[i].Value;
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
