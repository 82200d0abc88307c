namespace Amaters.Circuits.Statements;

/// <summary>What became of a command: applied, or the first rule that it broke. Part of the log's format: append, never renumber.</summary>
public enum CommandResult : byte
{
    /// <summary>No answer yet.</summary>
    NotExecuted = 0,

    /// <summary>Every rule held and the record was written.</summary>
    Applied = 1,

    /// <summary>Another key's record lies at the same position (RULE-2).</summary>
    KeyMismatch = 2,

    /// <summary>The expected version is not the record's, or not 0 for an absent one (RULE-3).</summary>
    VersionMismatch = 3,

    /// <summary>The record belongs to another client (RULE-4).</summary>
    NotOwner = 4,

    /// <summary>DELETE or TRANSFER of an absent record or a tombstone (RULE-5).</summary>
    RecordNotLive = 5,

    /// <summary>A NOOP, which never takes effect (RULE-5).</summary>
    Noop = 6,
}
