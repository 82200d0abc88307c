using Amaters.Ledger.Consensus;
using Amaters.Ledger.Entries;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;

namespace Amaters.Fuzz.Targets;

/// <summary>A committed entry under a real state machine: whatever a lying leader commits has an outcome, never an exception.</summary>
/// <remarks>Entries pile up in one ledger, so that later ones find registered keys, pending commands and sealed batches.</remarks>
internal sealed class ApplyTarget : IFuzzTarget
{
    private readonly Lazy<LedgerStateMachine> _machine = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("amaters-fuzz-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return new LedgerStateMachine(LedgerSeeds.Genesis, FuzzSeeds.Key, LedgerDatabase.Open(folder.FullName, LedgerSeeds.Genesis.Facts.ShardCount));
    });

    public string Name => "apply";

    public int IterationsMax => 1500;

    public IReadOnlyList<byte[]> Seeds { get; } = [.. LedgerSeeds.Entries.Select(LedgerEntryCodec.Encode)];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        var machine = _machine.Value;
        try
        {
            machine.Apply([new Entry(new Term(1), machine.Applied.Next, EntryType.Normal, input.ToArray())], new object?[1]);
            return true;
        }
        // Both stop the node on purpose: a newer program's entry, and a seal on a trail that this replica does not have.
        catch (Exception stop) when (stop is UnknownEntryException or ReplicaDivergedException)
        {
            return false;
        }
    }

    /// <summary>Executing a batch makes a path of the tree for each command.</summary>
    public long AllocationLimit(int inputByteCount) => 16L << 20;
}
