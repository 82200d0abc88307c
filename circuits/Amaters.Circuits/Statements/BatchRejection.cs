namespace Amaters.Circuits.Statements;

/// <summary>Why commands do not make a batch.</summary>
public enum BatchRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>There are more commands than the shape has room for.</summary>
    TooManyCommands,

    /// <summary>A client sent a NOOP, which only pads (RULE-8).</summary>
    ClientNoop,

    /// <summary>A command is signed by the padding key, whose secret everyone knows (RULE-8).</summary>
    PaddingKey,

    /// <summary>A signature is not valid for its key, command and ledger (RULE-1).</summary>
    InvalidSignature,
}
