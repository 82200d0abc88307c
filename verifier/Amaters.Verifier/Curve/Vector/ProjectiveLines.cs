using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Curve.Vector;

/// <summary>Homogeneous points of G1 at rest, three <see cref="FpLine"/>s each, which blocks gather and scatter.</summary>
/// <typeparam name="TField">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class ProjectiveLines<TField, TBlock>(int count) : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private const int Coordinates = 3;

    private readonly AlignedBuffer<FpLine> _lines = new((long)count * Coordinates);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    /// <summary>Writes one point; infinity is (0 : 1 : 0).</summary>
    public void Write(int index, in G1Affine point)
    {
        var line = _lines.Pointer + (index * Coordinates);
        TField.WriteLine(line, point.X);
        TField.WriteLine(line + 1, point.IsInfinity ? Fp.One : point.Y);
        TField.WriteLine(line + 2, point.IsInfinity ? Fp.Zero : Fp.One);
    }

    /// <summary>Reads one point: (X/Z, Y/Z) = (XZ/Z², YZ²/Z³).</summary>
    public G1Jacobian Read(int index)
    {
        var line = _lines.Pointer + (index * Coordinates);
        var z = TField.ReadLine(line + 2);
        return G1Jacobian.FromCoordinatesUnchecked(TField.ReadLine(line) * z, TField.ReadLine(line + 1) * z.Square(), z);
    }

    /// <summary>Lane l of r = the point indices[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(ProjectiveBlock<TBlock>* r, ReadOnlySpan<int> indices)
    {
        var selectors = stackalloc uint[TField.Lanes];
        for (var lane = 0; lane < TField.Lanes; lane++)
            selectors[lane] = 2 * (uint)(indices[lane] * Coordinates);
        TField.Gather(&r->X, _lines.Pointer, selectors);
        TField.Gather(&r->Y, _lines.Pointer + 1, selectors);
        TField.Gather(&r->Z, _lines.Pointer + 2, selectors);
    }

    /// <summary>The points from <paramref name="first"/> on = the lanes of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scatter(int first, ProjectiveBlock<TBlock>* a)
    {
        var positions = stackalloc uint[TField.Lanes];
        for (var lane = 0; lane < TField.Lanes; lane++)
            positions[lane] = (uint)((first + lane) * Coordinates);
        TField.Scatter(_lines.Pointer, positions, &a->X);
        TField.Scatter(_lines.Pointer + 1, positions, &a->Y);
        TField.Scatter(_lines.Pointer + 2, positions, &a->Z);
    }
}
