namespace Amaters.Circuits.Statements;

/// <summary>Why bytes are not the trace of an executed batch.</summary>
public enum BatchTraceRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>There are too few or too many bytes.</summary>
    WrongLength,

    /// <summary>No circuit has this number of commands or tree levels.</summary>
    UnsupportedShape,

    /// <summary>The header is not canonical.</summary>
    InvalidHeader,

    /// <summary>A signed command is not canonical.</summary>
    InvalidCommand,

    /// <summary>A signature is not valid for its command and the header's ledger (RULE-1).</summary>
    InvalidSignature,

    /// <summary>An old record is not canonical, or the byte before it is neither 0 nor 1.</summary>
    InvalidRecord,

    /// <summary>A sibling is not canonical.</summary>
    InvalidPath,

    /// <summary>An old record and its path do not give the root that the commands before left.</summary>
    BrokenRootChain,

    /// <summary>Executing the commands gives another header than the one stated.</summary>
    WrongHeader,
}
