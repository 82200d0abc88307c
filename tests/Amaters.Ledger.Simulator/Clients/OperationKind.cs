namespace Amaters.Ledger.Simulator.Clients;

/// <summary>What a client does to a record.</summary>
internal enum OperationKind : byte
{
    /// <summary>Reads it, linearizably.</summary>
    Read,

    /// <summary>Overwrites a register.</summary>
    Write,

    /// <summary>Puts to the ledger: only if the record has exactly the expected version.</summary>
    Put,
}
