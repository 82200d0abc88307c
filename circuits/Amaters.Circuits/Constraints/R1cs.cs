namespace Amaters.Circuits.Constraints;

/// <summary>A rank-1 constraint system: a witness w satisfies it when (A·w) ∘ (B·w) = C·w, row by row.</summary>
/// <remarks>
/// Wires: 0 is the constant 1, then <see cref="PublicCount"/> public inputs, then the private wires. Immutable.
/// Made by <see cref="ConstraintBuilder.BuildConstraints"/>; keys are bound to its <see cref="Digest"/>.
/// </remarks>
public sealed class R1cs
{
    private readonly Lazy<CircuitDigest> _digest;

    internal R1cs(int publicCount, int wireCount, SparseMatrix a, SparseMatrix b, SparseMatrix c, SourceMap sources)
    {
        PublicCount = publicCount;
        WireCount = wireCount;
        A = a;
        B = b;
        C = c;
        Sources = sources;
        _digest = new Lazy<CircuitDigest>(() => CircuitDigest.Compute(this));
    }

    /// <summary>Number of public inputs, without the constant wire.</summary>
    public int PublicCount { get; }

    /// <summary>Number of wires: the constant, the public inputs and the private wires.</summary>
    public int WireCount { get; }

    /// <summary>Number of constraints.</summary>
    public int ConstraintCount => A.RowCount;

    /// <summary>The left factors.</summary>
    public SparseMatrix A { get; }

    /// <summary>The right factors.</summary>
    public SparseMatrix B { get; }

    /// <summary>The products.</summary>
    public SparseMatrix C { get; }

    /// <summary>Which gadget and source line each constraint and wire come from. No part of the digest.</summary>
    public SourceMap Sources { get; }

    /// <summary>The circuit's identity: a hash of everything a proof depends on. Computed once, on first use.</summary>
    public CircuitDigest Digest => _digest.Value;
}
