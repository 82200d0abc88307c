using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>Syncs files and folders with the failure seen: every method throws <see cref="StorageFailedException"/> unless the data is on disk.</summary>
/// <remarks>
/// <c>RandomAccess.FlushToDisk</c> and <c>FileStream.Flush(true)</c> of .NET 10 on Linux ignore the result of fsync, so the
/// runtime's own shim is called here and its result tested. The test makes fsync fail with strace.
/// </remarks>
public static partial class DurableFile
{
    /// <summary>Puts the content of an open file on disk.</summary>
    public static void Sync(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows reports a failed FlushFileBuffers as an exception.
            RandomAccess.FlushToDisk(file);
            return;
        }

        if (FSync(file) != 0)
            throw new StorageFailedException($"Syncing {path}", Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
    }

    /// <summary>Puts a folder's entries on disk, so that a created, renamed or deleted file stays so.</summary>
    public static void SyncFolder(string folder)
    {
        // A folder cannot be opened for this on Windows, where NTFS journals the names itself.
        if (OperatingSystem.IsWindows())
            return;
        const int ReadOnly = 0;
        using var handle = Open(folder, ReadOnly, 0);
        if (handle.IsInvalid)
            throw new StorageFailedException($"Opening {folder}", Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        Sync(handle, folder);
    }

    /// <summary>Gives a synced temporary file its final name, atomically and durably.</summary>
    public static void Publish(string temporaryPath, string finalPath)
    {
        try
        {
            File.Move(temporaryPath, finalPath, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailedException($"Renaming {temporaryPath} to {finalPath}", problem.Message, problem);
        }

        SyncFolder(Path.GetDirectoryName(finalPath)!);
    }

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_FSync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);
}
