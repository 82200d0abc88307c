using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>A constraint that a witness breaks: A · B ≠ C.</summary>
/// <param name="Index">Index of the constraint.</param>
/// <param name="Source">The gadget and source line that made it.</param>
/// <param name="A">Value of the left factor.</param>
/// <param name="B">Value of the right factor.</param>
/// <param name="C">Value that the product should have.</param>
public sealed record FailedConstraint(int Index, ConstraintSource Source, Fr A, Fr B, Fr C)
{
    /// <summary><c>constraint index, gadget path at file:line: A · B ≠ C</c>.</summary>
    public override string ToString() => $"constraint {Index}, {Source}: {A} · {B} ≠ {C}";
}
