namespace Amaters.Circuits.Constraints;

/// <summary>Names the gadget and source line behind every constraint and wire of one circuit.</summary>
/// <remarks>Eight bytes for each constraint and wire: an index into the gadgets entered and one into the source lines seen.</remarks>
public sealed class SourceMap
{
    private readonly List<(int Parent, string Name)> _gadgets = [(-1, string.Empty)];
    private readonly Dictionary<(string Path, int Line), int> _lineIndexes = [];
    private readonly List<(string Path, int Line)> _lines = [];
    private readonly List<(int Gadget, int Line)> _constraints = [];
    private readonly List<(int Gadget, int Line)> _wires = [];

    internal SourceMap()
    {
    }

    /// <summary>Index of the gadget that is open now; 0 is the top level.</summary>
    internal int CurrentGadget { get; private set; }

    /// <summary>Where a constraint was enforced.</summary>
    /// <param name="index">Index of the constraint.</param>
    public ConstraintSource OfConstraint(int index) => Describe(_constraints[index]);

    /// <summary>Where a wire was allocated.</summary>
    /// <param name="wire">Index of the wire; wire 0, the constant, has no source.</param>
    /// <exception cref="ArgumentOutOfRangeException">The wire is 0 or does not exist.</exception>
    public ConstraintSource OfWire(int wire) => Describe(_wires[wire - 1]);

    internal void EnterGadget(string name)
    {
        _gadgets.Add((CurrentGadget, name));
        CurrentGadget = _gadgets.Count - 1;
    }

    internal void LeaveGadget() => CurrentGadget = _gadgets[CurrentGadget].Parent;

    internal void AddConstraint(string path, int line) => _constraints.Add((CurrentGadget, LineIndex(path, line)));

    internal void AddWire(string path, int line) => _wires.Add((CurrentGadget, LineIndex(path, line)));

    private int LineIndex(string path, int line)
    {
        if (!_lineIndexes.TryGetValue((path, line), out int index))
        {
            index = _lines.Count;
            _lines.Add((path, line));
            _lineIndexes.Add((path, line), index);
        }

        return index;
    }

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
