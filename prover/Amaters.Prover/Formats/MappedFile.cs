using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Amaters.Prover.Formats;

/// <summary>A whole file mapped into memory, read only: pages come in as they are touched and are shared with every process that maps the same file.</summary>
/// <remarks>Files up to 2 GiB − 1, the length of a span. The bytes must not be used after disposal.</remarks>
internal sealed class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly ViewMemory _memory;

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">The file is empty, too long for a span, or cannot be read.</exception>
    public MappedFile(string path)
    {
        var length = new FileInfo(path).Length;
        if (length is 0 or > int.MaxValue)
            throw new IOException($"{path} has {length} bytes; files of 1 to {int.MaxValue} bytes can be mapped.");
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _memory = new ViewMemory(_view, (int)length);
    }

    /// <summary>All bytes of the file.</summary>
    public ReadOnlyMemory<byte> Bytes => _memory.Memory;

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Release();
        _view.Dispose();
        _file.Dispose();
    }

    private sealed unsafe class ViewMemory : MemoryManager<byte>
    {
        private readonly MemoryMappedViewAccessor _view;
        private readonly int _length;
        private byte* _start;

        public ViewMemory(MemoryMappedViewAccessor view, int length)
        {
            _view = view;
            _length = length;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
            _start += view.PointerOffset;
        }

        public override Span<byte> GetSpan()
        {
            ObjectDisposedException.ThrowIf(_start is null, typeof(MappedFile));
            return new Span<byte>(_start, _length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

        public override void Unpin()
        {
        }

        public void Release()
        {
            if (_start is null)
                return;
            _start = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        protected override void Dispose(bool disposing) => Release();
    }
}
