namespace Amaters.Circuits.Statements;

/// <summary>Whether a batch header continues a chain of headers, or the first reason why not. The default does not.</summary>
public enum ChainVerdict
{
    /// <summary>Nothing was checked.</summary>
    NotChecked,

    /// <summary>The header continues the chain.</summary>
    Continues,

    /// <summary>The header belongs to another ledger.</summary>
    WrongLedger,

    /// <summary>The header names another predecessor.</summary>
    WrongPreviousHeader,

    /// <summary>The header starts from another state.</summary>
    WrongOldRoot,

    /// <summary>The batch number does not follow.</summary>
    WrongBatchNumber,

    /// <summary>The sequence number of the first command does not follow.</summary>
    WrongFirstIndex,
}
