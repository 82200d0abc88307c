namespace Amaters.Ledger.Replication.Storage;

/// <summary>
/// The stored log contradicts itself or what this node has acknowledged. The node refuses to run on it: a member that
/// forgot an acknowledged entry or a vote could break the whole group's promise. Nothing is repaired or cut.
/// </summary>
/// <remarks>The hosting process ends with <see cref="ExitCode.CorruptData"/>; nobody below it catches this.</remarks>
/// <param name="folder">The node's data folder.</param>
/// <param name="what">What is wrong and where, for the operator.</param>
/// <param name="innerException">What RocksDB reported, if it found the damage.</param>
public sealed class LogCorruptException(string folder, string what, Exception? innerException = null) : Exception(
    $"The Raft log in {folder} is refused: {what} Nothing was changed. Keep a copy of the folder, look at the disk, then either "
    + "restore the folder from a copy at least as new as the node's last run, or remove this node from the group and add it again "
    + "under a new node id with an empty folder; it then receives the log from the other members.",
    innerException);
