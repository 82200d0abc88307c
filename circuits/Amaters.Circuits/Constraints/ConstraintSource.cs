namespace Amaters.Circuits.Constraints;

/// <summary>Where a constraint or a wire comes from.</summary>
/// <param name="GadgetPath">The gadgets it was made in, outermost first, such as <c>command[3]/signature/add</c>; empty outside any gadget.</param>
/// <param name="File">Folder and name of the source file, such as <c>Gadgets/EdwardsGadget.cs</c>.</param>
/// <param name="Line">Line in that file, from 1.</param>
public readonly record struct ConstraintSource(string GadgetPath, string File, int Line)
{
    /// <summary><c>path at file:line</c>.</summary>
    public override string ToString() => $"{(GadgetPath.Length == 0 ? "top level" : GadgetPath)} at {File}:{Line}";
}
