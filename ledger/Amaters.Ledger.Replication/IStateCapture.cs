namespace Amaters.Ledger.Replication;

/// <summary>The state of a state machine as of one entry, held until it has been written.</summary>
public interface IStateCapture : IDisposable
{
    /// <summary>Writes the state; called once, on a thread of its own.</summary>
    void WriteTo(Stream destination);
}
