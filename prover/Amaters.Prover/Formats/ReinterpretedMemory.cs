using System.Buffers;
using System.Runtime.InteropServices;

namespace Amaters.Prover.Formats;

/// <summary>Bytes seen as values of another type where they lie, such as the points of a mapped key file.</summary>
/// <remarks>
/// The values need not be aligned: every processor that .NET runs on reads unaligned limbs. Multi-byte limbs are stored little endian, so this is for
/// little-endian processors only, which <see cref="Of"/> checks.
/// </remarks>
internal sealed class ReinterpretedMemory<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly ReadOnlyMemory<byte> _bytes;

    private ReinterpretedMemory(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    public static unsafe ReadOnlyMemory<T> Of(ReadOnlyMemory<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Key files are used in place, which needs a little-endian processor.");
        if (bytes.Length % sizeof(T) != 0)
            throw new ArgumentException($"{bytes.Length} bytes are no whole number of {sizeof(T)}-byte values.", nameof(bytes));
        return new ReinterpretedMemory<T>(bytes).Memory;
    }

    public override Span<T> GetSpan()
    {
        var values = MemoryMarshal.Cast<byte, T>(_bytes.Span);
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(values), values.Length);
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("The bytes beneath are pinned by their owner.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
