namespace Amaters.Circuits.Statements;

/// <summary>What a command asks for. The numbers are part of the statement: never renumber.</summary>
public enum Operation : byte
{
    /// <summary>Nothing: fills up short batches and never takes effect.</summary>
    Noop = 0,

    /// <summary>Writes a record, new or over one that the client owns.</summary>
    Put = 1,

    /// <summary>Turns a live record into a tombstone, which keeps its version and owner.</summary>
    Delete = 2,

    /// <summary>Hands a live record to the client whose id stands in the payload digest.</summary>
    Transfer = 3,
}
