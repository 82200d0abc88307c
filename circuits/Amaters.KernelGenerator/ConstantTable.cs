namespace Amaters.KernelGenerator;

/// <summary>
/// The constants of one kernel class, one 64-bit word for each use. A constant that stands at its own address reaches its instruction as an
/// embedded broadcast; a shared one is kept in a register by the JIT and then spilled across a cache line.
/// </summary>
internal sealed class ConstantTable
{
    private readonly List<ulong> _words = [];

    /// <summary>The words in order of use.</summary>
    public IReadOnlyList<ulong> Words => _words;

    /// <summary>Longs taken when the table is padded to whole cache lines.</summary>
    public int PaddedLength => (_words.Count + 7) & ~7;

    /// <summary>Adds an integer and returns the expression that broadcasts it.</summary>
    public string Integer(long value) => $"Vector512.Create(w[{Add((ulong)value)}])";

    /// <summary>Adds the nearest double of an integer and returns the expression that broadcasts it.</summary>
    public string Double(long value) => DoubleBits(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds a double by its bits and returns the expression that broadcasts it.</summary>
    public string DoubleBits(long bits) => $"Vector512.Create(((double*)w)[{Add((ulong)bits)}])";

    /// <summary>Forgets all words, to write the same kernels again.</summary>
    public void Clear() => _words.Clear();

    private int Add(ulong word)
    {
        _words.Add(word);
        return _words.Count - 1;
    }
}
