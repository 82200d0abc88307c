namespace Amaters.Verifier.Curve.Vector;

/// <summary>A block of points in homogeneous coordinates (X/Z, Y/Z); infinity is (0 : 1 : 0).</summary>
internal struct ProjectiveBlock<TBlock>
    where TBlock : unmanaged
{
    /// <summary>X.</summary>
    public TBlock X;

    /// <summary>Y.</summary>
    public TBlock Y;

    /// <summary>Z.</summary>
    public TBlock Z;
}
