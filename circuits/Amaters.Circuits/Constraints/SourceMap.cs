namespace Amaters.Circuits.Constraints;

/// <summary>Names the gadget and source line behind every constraint and wire of one circuit.</summary>
/// <remarks>Immutable. Eight bytes for each constraint and wire: an index into the gadgets entered and one into the source lines seen.</remarks>
public sealed class SourceMap
{
    private readonly (int Parent, string Name)[] _gadgets;
    private readonly (string Path, int Line)[] _lines;
    private readonly (int Gadget, int Line)[] _constraints;
    private readonly (int Gadget, int Line)[] _wires;

    internal SourceMap(
        (int Parent, string Name)[] gadgets, (string Path, int Line)[] lines, (int Gadget, int Line)[] constraints, (int Gadget, int Line)[] wires)
    {
        _gadgets = gadgets;
        _lines = lines;
        _constraints = constraints;
        _wires = wires;
    }

    /// <summary>Where a constraint was enforced.</summary>
    /// <param name="index">Index of the constraint.</param>
    public ConstraintSource OfConstraint(int index) => Describe(_constraints[index]);

    /// <summary>Where a wire was allocated.</summary>
    /// <param name="wire">Index of the wire, from 1: the constant, wire 0, has no source.</param>
    public ConstraintSource OfWire(int wire) => Describe(_wires[wire - 1]);

    private ConstraintSource Describe((int Gadget, int Line) entry)
    {
        var names = new Stack<string>();
        for (int gadget = entry.Gadget; gadget > 0; gadget = _gadgets[gadget].Parent)
            names.Push(_gadgets[gadget].Name);
        var (path, line) = _lines[entry.Line];
        return new ConstraintSource(string.Join('/', names), ShortPath(path), line);
    }

    // The compiler hands over the path on the building machine; folder and file name are enough to find the line.
    private static string ShortPath(string path)
    {
        var parts = path.Split('/', '\\');
        return string.Join('/', parts[^Math.Min(2, parts.Length)..]);
    }
}
