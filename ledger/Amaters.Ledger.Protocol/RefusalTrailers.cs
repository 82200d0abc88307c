namespace Amaters.Ledger.Protocol;

/// <summary>Names of the trailers by which a refused call says why in a form for programs; the status text is for people.</summary>
public static class RefusalTrailers
{
    /// <summary>The kind of fault: one of the values below. Every refusal of the ledger carries it.</summary>
    public const string Kind = "refusal";

    /// <summary>The request's field that is at fault; missing where none is.</summary>
    public const string Field = "refusal-field";

    /// <summary>With <see cref="NotLeader"/>: id of the node to ask; missing while none is known.</summary>
    public const string LeaderId = "leader-id";

    /// <summary>With <see cref="NotLeader"/>: address of the node to ask; missing while it is not known.</summary>
    public const string LeaderAddress = "leader-address";

    /// <summary>A field breaks its limit or encoding.</summary>
    public const string InvalidArgument = "invalid-argument";

    /// <summary>What was asked for does not exist.</summary>
    public const string NotFound = "not-found";

    /// <summary>The node does not lead, or has just stopped to; the same request may be sent to another, or again.</summary>
    public const string NotLeader = "not-leader";

    /// <summary>The node joined after the ledger was founded, so that nobody could check its signature; the same request may be sent to a founding member.</summary>
    public const string NotFounder = "not-founder";

    /// <summary>Too much is under way; the same request may be sent again later.</summary>
    public const string ResourceExhausted = "resource-exhausted";

    /// <summary>The ledger is not in the state that the request needs.</summary>
    public const string FailedPrecondition = "failed-precondition";
}
