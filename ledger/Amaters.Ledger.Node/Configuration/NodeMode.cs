namespace Amaters.Ledger.Node.Configuration;

/// <summary>How a node process is run.</summary>
internal enum NodeMode
{
    /// <summary>One member of a group; a development key, a queue in memory and an open admin service are refused.</summary>
    Production,

    /// <summary>One member of a group for trials and tests: all that production refuses is allowed.</summary>
    Development,

    /// <summary>Three nodes and a worker in one process on loopback; nothing else needs to be configured.</summary>
    Embedded,
}
