using Amaters.Ledger.Snapshots;
using Amaters.Ledger.Storage;

namespace Amaters.Fuzz.Targets;

/// <summary>The rows of a state snapshot, before their content is judged.</summary>
internal sealed class SnapshotStreamTarget : IFuzzTarget
{
    private readonly Lazy<LedgerDatabase> _scratch = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("amaters-fuzz-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return LedgerDatabase.Open(folder.FullName, shardCount: 1);
    });

    public string Name => "snapshot-stream";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [.. "AMSTATE1"u8, 0],
        [.. "AMSTATE1"u8, 4, .. "Meta"u8, 1, 0, 0, 0, 7, 2, 0, 0, 0, 8, 9, 4, .. "Keys"u8, 2, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0],
    ];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        using var stream = new MemoryStream(input.ToArray());
        try
        {
            SnapshotStream.Read(stream, _scratch.Value);
            return true;
        }
        // The one refusal that this reader has; the state machine turns it into its own.
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>A block is made before it is filled, at most 16 MiB.</summary>
    public long AllocationLimit(int inputByteCount) => 17L << 20;
}
