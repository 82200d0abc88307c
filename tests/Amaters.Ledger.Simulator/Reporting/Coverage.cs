namespace Amaters.Ledger.Simulator.Reporting;

/// <summary>Counts of the faults injected and the places reached, of one run or of many.</summary>
internal sealed class Coverage
{
    private readonly long[] _faults = new long[Enum.GetValues<Fault>().Length];
    private readonly long[] _marks = new long[Enum.GetValues<Mark>().Length];

    /// <summary>How often a fault was injected.</summary>
    public long this[Fault fault] => _faults[(int)fault];

    /// <summary>How often a place was reached.</summary>
    public long this[Mark mark] => _marks[(int)mark];

    /// <summary>Counts a fault.</summary>
    public void Count(Fault fault) => _faults[(int)fault]++;

    /// <summary>Counts a place.</summary>
    public void Count(Mark mark) => _marks[(int)mark]++;

    /// <summary>Adds the counts of another run.</summary>
    public void Add(Coverage other)
    {
        for (var i = 0; i < _faults.Length; i++)
            _faults[i] += other._faults[i];
        for (var i = 0; i < _marks.Length; i++)
            _marks[i] += other._marks[i];
    }

    /// <summary>Names of the faults and places that never occurred.</summary>
    public IEnumerable<string> Missing() => Enum.GetValues<Fault>().Where(fault => this[fault] == 0).Select(fault => fault.ToString())
        .Concat(Enum.GetValues<Mark>().Where(mark => this[mark] == 0).Select(mark => mark.ToString()));
}
