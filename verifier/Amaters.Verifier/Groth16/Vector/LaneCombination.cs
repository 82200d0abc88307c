using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;
using Amaters.Verifier.Pairing.Vector;

namespace Amaters.Verifier.Groth16.Vector;

/// <summary>The part of a random combination that grows with the number of proofs, Π ML(zᵢ·Aᵢ, Bᵢ) and Σ zᵢ·Cᵢ, with a proof in every lane.</summary>
/// <typeparam name="TBase">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal static unsafe class LaneCombination<TBase, TBlock>
    where TBase : IBaseLanes<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Blocks that share the squarings of one loop at most; more would leave the second-level cache.</summary>
    private const int MaxBlocksOfLoop = 8;

    private const int DigitBits = 4;
    private const int Digits = 1 << DigitBits;
    private const int ScalarBits = 128;

    /// <summary>Combines proofs none of whose points is infinity, on all cores.</summary>
    /// <param name="proofs">The proofs, at least one.</param>
    /// <param name="z">As many scalars.</param>
    public static (Fp12 Miller, G1Jacobian C) Combine(IReadOnlyList<Groth16Proof> proofs, IReadOnlyList<UInt128> z)
    {
        // Equal shares for the cores, in whole blocks.
        var blocks = (proofs.Count + TBase.Lanes - 1) / TBase.Lanes;
        var rounds = (blocks + (Environment.ProcessorCount * MaxBlocksOfLoop) - 1) / (Environment.ProcessorCount * MaxBlocksOfLoop);
        var shares = Math.Min(blocks, rounds * Environment.ProcessorCount);
        var results = new (Fp12 Miller, G1Jacobian C)[shares];
        Parallel.For(0, shares, share =>
        {
            int first = blocks * share / shares, end = blocks * (share + 1) / shares;
            results[share] = CombineBlocks(proofs, z, first, end - first);
        });

        var (miller, c) = results[0];
        foreach (var result in results.AsSpan(1))
        {
            miller *= result.Miller;
            c += result.C;
        }

        return (miller, c);
    }

    private static (Fp12 Miller, G1Jacobian C) CombineBlocks(IReadOnlyList<Groth16Proof> proofs, IReadOnlyList<UInt128> z, int firstBlock, int blockCount)
    {
        using var pairs = new AlignedBuffer<PairBlock<TBlock>>(blockCount);
        using var sums = new LanePoints<TBase, TBlock>();
        using var values = new LaneValues<TBase, TBlock>();
        using var loop = new LaneMillerLoop<TBase, TBlock>();
        using var ofA = new ProjectiveLines<TBase, TBlock>(Digits * TBase.Lanes);
        using var ofC = new ProjectiveLines<TBase, TBlock>(blockCount * Digits * TBase.Lanes);
        Span<int> indices = stackalloc int[TBase.Lanes];
        var a = new G1Affine[TBase.Lanes];
        var c = new G1Affine[TBase.Lanes];
        var coordinates = new Fp[4 * TBase.Lanes];
        for (var block = 0; block < blockCount; block++)
        {
            var pair = pairs.Pointer + block;
            var firstProof = (firstBlock + block) * TBase.Lanes;
            for (var lane = 0; lane < TBase.Lanes; lane++)
            {
                // A lane without a proof pairs infinity with the generator.
                var proof = firstProof + lane < proofs.Count ? proofs[firstProof + lane] : null;
                a[lane] = proof?.A ?? G1Affine.Infinity;
                c[lane] = proof?.C ?? G1Affine.Infinity;
                var b = proof?.B ?? G2Affine.Generator;
                coordinates[lane] = b.X.C0;
                coordinates[TBase.Lanes + lane] = b.X.C1;
                coordinates[(2 * TBase.Lanes) + lane] = b.Y.C0;
                coordinates[(3 * TBase.Lanes) + lane] = b.Y.C1;
            }

            values.Load(&pair->X.C0, coordinates);
            values.Load(&pair->X.C1, coordinates.AsSpan(TBase.Lanes));
            values.Load(&pair->Y.C0, coordinates.AsSpan(2 * TBase.Lanes));
            values.Load(&pair->Y.C1, coordinates.AsSpan(3 * TBase.Lanes));
            FillMultiples(sums, ofA, 0, a);
            FillMultiples(sums, ofC, block * Digits * TBase.Lanes, c);

            // P = z·A in every lane
            sums.SetInfinity();
            for (var bit = ScalarBits - DigitBits; bit >= 0; bit -= DigitBits)
            {
                for (var i = 0; i < DigitBits; i++)
                    sums.Double();
                SelectDigits(indices, z, firstProof, bit, 0);
                ofA.Gather(sums.Addend, indices);
                sums.Add();
            }

            pair->P = *sums.Sum;
        }

        // Σ z·C, all blocks of a lane with the same doublings
        sums.SetInfinity();
        for (var bit = ScalarBits - DigitBits; bit >= 0; bit -= DigitBits)
        {
            for (var i = 0; i < DigitBits; i++)
                sums.Double();
            for (var block = 0; block < blockCount; block++)
            {
                SelectDigits(indices, z, (firstBlock + block) * TBase.Lanes, bit, block * Digits * TBase.Lanes);
                ofC.Gather(sums.Addend, indices);
                sums.Add();
            }
        }

        return (loop.Compute(pairs.Pointer, blockCount), LaneSum.Fold(sums));
    }

    // 0, P, 2P, … 15P of every lane.
    private static void FillMultiples(LanePoints<TBase, TBlock> sums, ProjectiveLines<TBase, TBlock> table, int first, ReadOnlySpan<G1Affine> points)
    {
        Span<int> indices = stackalloc int[TBase.Lanes];
        for (var lane = 0; lane < TBase.Lanes; lane++)
        {
            indices[lane] = first + lane;
            table.Write(indices[lane], points[lane]);
        }

        table.Gather(sums.Addend, indices);
        sums.SetInfinity();
        for (var digit = 0; digit < Digits; digit++)
        {
            table.Scatter(first + (digit * TBase.Lanes), sums.Sum);
            if (digit < Digits - 1)
                sums.Add();
        }
    }

    // Where the tables hold the multiples that the digits of z at a bit select; lanes without a proof take infinity's.
    private static void SelectDigits(Span<int> indices, IReadOnlyList<UInt128> z, int firstProof, int bit, int firstEntry)
    {
        for (var lane = 0; lane < TBase.Lanes; lane++)
        {
            var digit = firstProof + lane < z.Count ? (int)(z[firstProof + lane] >> bit) & (Digits - 1) : 0;
            indices[lane] = firstEntry + (digit * TBase.Lanes) + lane;
        }
    }
}
