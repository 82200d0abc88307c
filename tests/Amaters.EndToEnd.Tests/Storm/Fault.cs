namespace Amaters.EndToEnd.Tests.Storm;

/// <summary>What is killed with SIGKILL.</summary>
internal enum Fault
{
    /// <summary>The node that leads.</summary>
    Leader,

    /// <summary>A node that follows.</summary>
    Follower,

    /// <summary>One of the two workers.</summary>
    Worker,

    /// <summary>Every process of the database server.</summary>
    Postgres,
}
