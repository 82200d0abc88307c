using System.Runtime.InteropServices;

namespace Amaters.Circuits.Fields.Vector;

/// <summary>Owns native memory that starts on a cache line and holds zeroed elements: what vector kernels read and write.</summary>
/// <remarks>
/// Native, so that large buffers neither move nor burden the garbage collector. Whoever uses <see cref="Pointer"/> keeps this object
/// reachable until done (a field of a live object does).
/// </remarks>
/// <typeparam name="T">Element type; its size decides the alignment of later elements.</typeparam>
internal sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;
    private T* _pointer;

    /// <summary>Allocates zeroed memory for <paramref name="length"/> elements.</summary>
    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        var byteCount = checked((nuint)length * (nuint)sizeof(T));
        _pointer = (T*)NativeMemory.AlignedAlloc(Math.Max(byteCount, Alignment), Alignment);
        NativeMemory.Clear(_pointer, byteCount);
    }

    /// <summary>Frees memory that nobody disposed.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>The first element.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been freed.</exception>
    public T* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return _pointer;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
