namespace Amaters.Circuits.Constraints;

/// <summary>Collects a <see cref="SourceMap"/> while gadgets are entered and left.</summary>
internal sealed class SourceMapBuilder
{
    private readonly List<(int Parent, string Name)> _gadgets = [(-1, string.Empty)];
    private readonly Dictionary<(string Path, int Line), int> _lineIndexes = [];
    private readonly List<(string Path, int Line)> _lines = [];
    private readonly List<(int Gadget, int Line)> _constraints = [];
    private readonly List<(int Gadget, int Line)> _wires = [];
    private int _currentGadget;

    public void EnterGadget(string name)
    {
        _gadgets.Add((_currentGadget, name));
        _currentGadget = _gadgets.Count - 1;
    }

    public void LeaveGadget() => _currentGadget = _gadgets[_currentGadget].Parent;

    public void AddConstraint(string path, int line) => _constraints.Add((_currentGadget, LineIndex(path, line)));

    public void AddWire(string path, int line) => _wires.Add((_currentGadget, LineIndex(path, line)));

    public SourceMap Build() => new([.. _gadgets], [.. _lines], [.. _constraints], [.. _wires]);

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
}
