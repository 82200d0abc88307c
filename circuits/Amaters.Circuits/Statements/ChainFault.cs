namespace Amaters.Circuits.Statements;

/// <summary>Why a batch header does not continue a chain of headers. The default is a fault, so a forgotten check rejects.</summary>
public enum ChainFault
{
    /// <summary>Nothing was checked.</summary>
    NotChecked,

    /// <summary>The header continues the chain.</summary>
    None,

    /// <summary>The header belongs to another ledger.</summary>
    LedgerId,

    /// <summary>The header names another predecessor.</summary>
    PreviousHeader,

    /// <summary>The header starts from another state.</summary>
    OldRoot,

    /// <summary>The batch number does not follow.</summary>
    BatchNumber,

    /// <summary>The sequence number of the first command does not follow.</summary>
    FirstIndex,
}
