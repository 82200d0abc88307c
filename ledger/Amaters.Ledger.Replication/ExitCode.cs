namespace Amaters.Ledger.Replication;

/// <summary>Exit codes of a process that hosts a Raft member. The values are those of BSD <c>sysexits.h</c>.</summary>
public static class ExitCode
{
    /// <summary>The stored log is corrupt or incomplete and was refused; nothing was changed. See <see cref="Storage.LogCorruptException"/>.</summary>
    public const int CorruptData = 65;

    /// <summary>A write or a sync failed; nothing is retried, since what reached the disk is unknown. See <see cref="Storage.StorageFailedException"/>.</summary>
    public const int StorageFailed = 74;

    /// <summary>Anything else that a member cannot go on after, such as a broken invariant.</summary>
    public const int Failed = 70;

    /// <summary>The exit code for what <see cref="RaftGroup.Start"/> threw or <see cref="RaftGroup.Completion"/> faulted with.</summary>
    public static int Of(Exception failure) => failure switch
    {
        Storage.LogCorruptException => CorruptData,
        Storage.StorageFailedException => StorageFailed,
        _ => Failed,
    };
}
