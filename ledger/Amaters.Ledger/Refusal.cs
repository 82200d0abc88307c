namespace Amaters.Ledger;

/// <summary>What kind of fault made the ledger refuse a request; the RPC edge maps it to a status.</summary>
public enum Refusal
{
    /// <summary>A field of the request breaks its limit or encoding.</summary>
    InvalidArgument,

    /// <summary>What was asked for does not exist.</summary>
    NotFound,

    /// <summary>This node does not lead; ask the one named.</summary>
    NotLeader,

    /// <summary>Nobody could check what this node signs, since the genesis document does not name it; ask a founding member.</summary>
    NotFounder,

    /// <summary>A quota or the proof lag; try again later.</summary>
    ResourceExhausted,

    /// <summary>The ledger is not in the state that the request needs.</summary>
    FailedPrecondition,
}
