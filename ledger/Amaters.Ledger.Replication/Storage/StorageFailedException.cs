namespace Amaters.Ledger.Replication.Storage;

/// <summary>
/// A write or sync of durable state failed. What reached the disk is unknown, and a second sync may succeed without the lost
/// pages, so nothing is retried: the process ends and recovers from the disk at its next start.
/// </summary>
/// <remarks>The hosting process ends with <see cref="ExitCode.StorageFailed"/>; nobody below it catches this.</remarks>
/// <param name="operation">What was being done, with the path.</param>
/// <param name="cause">The failure as the operating system or RocksDB names it.</param>
/// <param name="innerException">The exception that brought the failure, if one did.</param>
public sealed class StorageFailedException(string operation, string cause, Exception? innerException = null) : IOException(
    $"{operation} failed: {cause}. The node stops, because what reached the disk is unknown; free space or replace the disk, then start it again.",
    innerException);
