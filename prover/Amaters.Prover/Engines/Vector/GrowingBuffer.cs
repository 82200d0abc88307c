using Amaters.Circuits.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Native memory that is kept between uses and replaced only when a larger piece is wanted.</summary>
internal sealed unsafe class GrowingBuffer<T> : IDisposable
    where T : unmanaged
{
    private AlignedBuffer<T>? _memory;

    /// <summary>At least <paramref name="length"/> elements with any content. Earlier pointers become invalid.</summary>
    public T* Reserve(long length)
    {
        if (_memory is null || _memory.Length < length)
        {
            _memory?.Dispose();
            _memory = new AlignedBuffer<T>(length);
        }

        return _memory.Pointer;
    }

    /// <inheritdoc/>
    public void Dispose() => _memory?.Dispose();
}
