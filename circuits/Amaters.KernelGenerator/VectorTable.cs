namespace Amaters.KernelGenerator;

/// <summary>The constants of a four-lane kernel class as whole vectors, each once: AVX2 has no embedded broadcasts, but instructions read whole vectors from memory.</summary>
internal sealed class VectorTable
{
    private readonly List<double> _values = [];

    /// <summary>The constants.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The expression that loads a constant in all lanes.</summary>
    public string Constant(double value)
    {
        var index = _values.IndexOf(value);
        if (index < 0)
        {
            index = _values.Count;
            _values.Add(value);
        }

        return $"Vector256.Load(w + {DoubleField.Lanes * index})";
    }
}
