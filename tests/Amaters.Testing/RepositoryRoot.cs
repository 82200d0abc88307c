namespace Amaters.Testing;

/// <summary>Finds the folder that holds <c>Amaters.Ledger.sln</c>, so that tests can read the project's own files.</summary>
public static class RepositoryRoot
{
    /// <summary>Absolute path of the checkout that this test assembly was built from.</summary>
    public static string Path { get; } = Find();

    /// <summary>Outside data beside the checkout (<c>../shared</c>), or null where a clone has none.</summary>
    public static string? SharedFolder
    {
        get
        {
            var folder = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    /// <summary>Path of a file or folder, given relative to the root with forward slashes.</summary>
    public static string Combine(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "Amaters.Ledger.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException($"No Amaters.Ledger.sln above {AppContext.BaseDirectory}.");
    }
}
