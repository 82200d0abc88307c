namespace Amaters.Ledger;

/// <summary>A request that this node will not serve, with a message that names the field, the limit and the fix.</summary>
public sealed class LedgerRefusedException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="kind">The kind of fault.</param>
    /// <param name="field">The request's field, or empty.</param>
    /// <param name="message">For people.</param>
    /// <param name="leaderId">For <see cref="Refusal.NotLeader"/>: the node to ask; 0 when none is known.</param>
    public LedgerRefusedException(Refusal kind, string field, string message, ulong leaderId = 0)
        : base(field.Length == 0 ? message : $"{field}: {message}")
    {
        Kind = kind;
        Field = field;
        LeaderId = leaderId;
    }

    /// <summary>The kind of fault.</summary>
    public Refusal Kind { get; }

    /// <summary>The request's field, or empty.</summary>
    public string Field { get; }

    /// <summary>The node that leads, as far as this one knows; 0 for none.</summary>
    public ulong LeaderId { get; }
}
