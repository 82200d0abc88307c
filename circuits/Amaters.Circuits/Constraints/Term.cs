using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>One summand of a linear combination: coefficient · wire.</summary>
/// <param name="Wire">Index of the wire; wire 0 is the constant 1.</param>
/// <param name="Coefficient">The factor, never zero inside a <see cref="LinearCombination"/>.</param>
internal readonly record struct Term(int Wire, Fr Coefficient);
