using Amaters.Circuits.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Curve.Vector;

/// <summary>Multiples of a fixed point P of G1 for scalars in digits of four bits: d·2^(4i)·P for 0 ≤ i &lt; 64 and 0 ≤ d &lt; 16, so that k·P is a sum of 64 entries.</summary>
/// <remarks>Lane l takes the digits from 64/lanes·l on. 196 kB; read only after construction.</remarks>
/// <typeparam name="TField">Lanes of <see cref="Amaters.Verifier.Fields.Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class FixedBaseTable<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private const int DigitBits = 4;
    private const int Digits = 1 << DigitBits;
    private const int Positions = 64;

    private readonly ProjectiveLines<TField, TBlock> _multiples = new(Positions * Digits);

    /// <summary>Computes the multiples.</summary>
    public FixedBaseTable(in G1Affine point)
    {
        var steps = Positions / TField.Lanes;
        using var sums = new LanePoints<TField, TBlock>();
        using var bases = new ProjectiveLines<TField, TBlock>(TField.Lanes);
        var shifted = new G1Jacobian[TField.Lanes];
        shifted[0] = G1Jacobian.FromAffine(point);
        for (var lane = 1; lane < shifted.Length; lane++)
        {
            shifted[lane] = shifted[lane - 1];
            for (var i = 0; i < DigitBits * steps; i++)
                shifted[lane] = shifted[lane].Double();
        }

        var affine = new G1Affine[shifted.Length];
        G1Jacobian.ToAffine(shifted, affine);
        Span<int> all = stackalloc int[TField.Lanes];
        for (var lane = 0; lane < affine.Length; lane++)
        {
            bases.Write(lane, affine[lane]);
            all[lane] = lane;
        }

        bases.Gather(sums.Addend, all);
        for (var step = 0; step < steps; step++)
        {
            // 0, B, 2B, … 15B; 16B is the next step's B.
            sums.SetInfinity();
            for (var digit = 0; digit < Digits; digit++)
            {
                _multiples.Scatter(Entry(step, digit), sums.Sum);
                sums.Add();
            }

            *sums.Addend = *sums.Sum;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _multiples.Dispose();

    /// <summary>Adds to the lanes of a sum what their digits of k select; all lanes together gain k·P.</summary>
    public void AddMultiple(LanePoints<TField, TBlock> sums, in Fr scalar)
    {
        var steps = Positions / TField.Lanes;
        Span<ulong> limbs = stackalloc ulong[4];
        Span<int> indices = stackalloc int[TField.Lanes];
        scalar.ToStandardLimbs(limbs);
        for (var step = 0; step < steps; step++)
        {
            var any = 0;
            for (var lane = 0; lane < TField.Lanes; lane++)
            {
                var bit = DigitBits * ((lane * steps) + step);
                var digit = (int)(limbs[bit / 64] >> (bit % 64)) & (Digits - 1);
                indices[lane] = Entry(step, digit) + lane;
                any |= digit;
            }

            if (any == 0)
                continue;
            _multiples.Gather(sums.Addend, indices);
            sums.Add();
        }
    }

    private static int Entry(int step, int digit) => ((step * Digits) + digit) * TField.Lanes;
}
