namespace Amaters.Ledger.Replication;

/// <summary>The state of a state machine as of one entry, held until it has been written.</summary>
public interface IStateCapture : IDisposable
{
    /// <summary>What tells this state from another, for people to compare between replicas; empty where the machine has nothing of the kind.</summary>
    ReadOnlyMemory<byte> Root => default;

    /// <summary>Writes the state; called once, on a thread of its own.</summary>
    void WriteTo(Stream destination);
}
