using Amaters.Prover.Parallelism;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Formats;

/// <summary>Checks points in the form of a <c>.zkey</c>: canonical coordinates, on the curve, in the subgroup.</summary>
internal static class MontgomeryPoints
{
    public static FormatRejection Read(ReadOnlySpan<byte> source, out G1Affine point)
    {
        point = default;
        if (!Fp.TryReadMontgomery(source[..Fp.EncodedByteCount], out var x) || !Fp.TryReadMontgomery(source[Fp.EncodedByteCount..], out var y))
            return FormatRejection.NonCanonicalCoordinate;
        if (x.IsZero && y.IsZero)
            return FormatRejection.None;
        return G1Affine.TryCreate(x, y, out point, out var rejection) ? FormatRejection.None : Translate(rejection);
    }

    public static FormatRejection Read(ReadOnlySpan<byte> source, out G2Affine point)
    {
        point = default;
        if (!TryReadFp2(source[..(2 * Fp.EncodedByteCount)], out var x) || !TryReadFp2(source[(2 * Fp.EncodedByteCount)..], out var y))
            return FormatRejection.NonCanonicalCoordinate;
        if (x.IsZero && y.IsZero)
            return FormatRejection.None;
        return G2Affine.TryCreate(x, y, out point, out var rejection) ? FormatRejection.None : Translate(rejection);
    }

    /// <summary>Checks a whole section of points of G1, infinity allowed; reports how many are done.</summary>
    public static FormatRejection CheckG1(ReadOnlyMemory<byte> section, int workerCount, Action<int> done) =>
        Check(section, ZkeyFile.G1ByteCount, workerCount, done, static bytes => Read(bytes, out G1Affine _));

    /// <summary>As <see cref="CheckG1"/>, for points of G2.</summary>
    public static FormatRejection CheckG2(ReadOnlyMemory<byte> section, int workerCount, Action<int> done) =>
        Check(section, ZkeyFile.G2ByteCount, workerCount, done, static bytes => Read(bytes, out G2Affine _));

    private delegate FormatRejection PointCheck(ReadOnlySpan<byte> bytes);

    private static FormatRejection Check(ReadOnlyMemory<byte> section, int pointByteCount, int workerCount, Action<int> done, PointCheck check)
    {
        const int PieceSize = 256;
        int count = section.Length / pointByteCount;
        var found = (int)FormatRejection.None;
        WorkQueue.Run((count + PieceSize - 1) / PieceSize, workerCount, piece =>
        {
            int end = Math.Min(count, (piece + 1) * PieceSize);
            for (int i = piece * PieceSize; i < end && Volatile.Read(ref found) == (int)FormatRejection.None; i++)
            {
                var reason = check(section.Span.Slice(i * pointByteCount, pointByteCount));
                if (reason != FormatRejection.None)
                    Interlocked.CompareExchange(ref found, (int)reason, (int)FormatRejection.None);
            }

            done(end - (piece * PieceSize));
        });
        return (FormatRejection)found;
    }

    private static bool TryReadFp2(ReadOnlySpan<byte> source, out Fp2 value)
    {
        var isCanonical = Fp.TryReadMontgomery(source[..Fp.EncodedByteCount], out var c0) & Fp.TryReadMontgomery(source[Fp.EncodedByteCount..], out var c1);
        value = new Fp2(c0, c1);
        return isCanonical;
    }

    private static FormatRejection Translate(PointRejection rejection) =>
        rejection == PointRejection.NotInSubgroup ? FormatRejection.PointNotInSubgroup : FormatRejection.PointNotOnCurve;
}
