using System.Runtime.InteropServices;
using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>Lets one thread sleep until another wakes it; a wake-up that comes before the sleep ends it at once.</summary>
/// <remarks>
/// On Linux a POSIX semaphore, for which nothing is locked when it wakes a thread. <c>Monitor</c> and the events of .NET signal while they hold
/// a lock that the woken thread needs: on few cores it runs, blocks, and lets the waker run on, up to four times for one wake-up.
/// </remarks>
internal sealed partial class WakeSignal
{
    private readonly Semaphore? _semaphore = OperatingSystem.IsLinux() ? new Semaphore() : null;
    private readonly SemaphoreSlim? _otherwise = OperatingSystem.IsLinux() ? null : new SemaphoreSlim(0);

    /// <summary>Ends the present sleep, or else the next.</summary>
    public void Wake()
    {
        if (_semaphore is null)
            _otherwise!.Release();
        else
            Invariant.Holds(Post(_semaphore) == 0, $"a semaphore in use can be raised");
    }

    /// <summary>Sleeps until woken or until the time is over. It may also end early, so look again at what you wait for.</summary>
    public void Sleep(TimeSpan? atMost)
    {
        if (_semaphore is null)
        {
            _otherwise!.Wait(atMost ?? Timeout.InfiniteTimeSpan);
            return;
        }

        if (atMost is not { } limit)
        {
            _ = Wait(_semaphore);
            return;
        }

        // By the clock on the wall, since not every C library takes another: should it be set back, the sleep is longer.
        var end = (DateTime.UtcNow - DateTime.UnixEpoch) + limit;
        var time = new TimeSpec((long)end.TotalSeconds, end.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        _ = TimedWait(_semaphore, time);
    }

    [LibraryImport("libc", EntryPoint = "sem_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Initialize(nint semaphore, int isShared, uint value);

    [LibraryImport("libc", EntryPoint = "sem_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Destroy(nint semaphore);

    [LibraryImport("libc", EntryPoint = "sem_post")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Post(Semaphore semaphore);

    [LibraryImport("libc", EntryPoint = "sem_wait")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(Semaphore semaphore);

    [LibraryImport("libc", EntryPoint = "sem_timedwait")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TimedWait(Semaphore semaphore, in TimeSpec end);

    /// <summary>C's <c>struct timespec</c> of 64-bit platforms.</summary>
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);

    /// <summary>The memory of a <c>sem_t</c>.</summary>
    private sealed unsafe class Semaphore : SafeHandle
    {
        /// <summary>glibc and musl take 32 bytes on 64-bit platforms.</summary>
        private const nuint ByteCount = 64;

        public Semaphore()
            : base(invalidHandleValue: 0, ownsHandle: true)
        {
            SetHandle((nint)NativeMemory.AllocZeroed(ByteCount));
            Invariant.Holds(Initialize(handle, isShared: 0, value: 0) == 0, $"a semaphore can be made");
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            var isDestroyed = Destroy(handle) == 0;
            NativeMemory.Free((void*)handle);
            return isDestroyed;
        }
    }
}
