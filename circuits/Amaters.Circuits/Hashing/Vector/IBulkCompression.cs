using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Hashing.Vector;

/// <summary>H8 of many inputs, in lanes.</summary>
internal interface IBulkCompression : IDisposable
{
    /// <summary>results[i] = H8 of inputs 8i … 8i + 7.</summary>
    void H8(ReadOnlySpan<Fr> inputs, Span<Fr> results);

    /// <summary>The <see cref="CompressionWires"/> of each hash, those of inputs 8i … 8i + 7 from wire 363·i on.</summary>
    void Wires(ReadOnlySpan<Fr> inputs, Span<Fr> wires);
}
