namespace Amaters.Ledger.Replication;

/// <summary>When an item of an <see cref="Inbox{T}"/> wakes the reader; a wake-up costs more than an item.</summary>
internal enum Urgency
{
    /// <summary>At once.</summary>
    Now,

    /// <summary>When there are as many such items as the reader asked for.</summary>
    WithCompany,

    /// <summary>Never: it is taken with whatever wakes the reader next.</summary>
    Whenever,
}
