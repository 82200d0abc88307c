namespace Amaters.Circuits.Hashing;

/// <summary>The first argument of every tagged hash, so that no two kinds of hash share an input. Part of the statement: never renumber.</summary>
public enum DomainTag
{
    /// <summary>No tag: the zero leaf of the state tree begins with it, and no hash may.</summary>
    None = 0,

    /// <summary>A client id from its public key.</summary>
    Client = 1,

    /// <summary>A command digest.</summary>
    Command = 2,

    /// <summary>The challenge of a signature.</summary>
    Signature = 3,

    /// <summary>The position of a key in the state tree.</summary>
    Position = 4,

    /// <summary>A leaf of the state tree.</summary>
    Record = 5,

    /// <summary>A batch header.</summary>
    Batch = 6,
}
