namespace Amaters.Ledger.Replication.Peers;

/// <summary>Why a batch of messages was refused. The stream ends with it; the sender is either broken or lying.</summary>
internal enum MessageRejection
{
    /// <summary>The batch is of another group.</summary>
    Group,

    /// <summary>The batch names another sender than the peer's certificate.</summary>
    Sender,

    /// <summary>The batch is addressed to another node.</summary>
    Receiver,

    /// <summary>The type is unknown, or of a kind that never leaves its node.</summary>
    Type,

    /// <summary>Entries in a message that cannot carry any.</summary>
    EntriesWithoutPlace,

    /// <summary>A term of 0, which only local messages have.</summary>
    NoTerm,

    /// <summary>An entry of unknown type.</summary>
    EntryType,

    /// <summary>Entries that do not follow one another, or a term that no entry of this message can have.</summary>
    EntryOrder,
}
