using Amaters.Circuits.Statements;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;

namespace Amaters.Ledger.Node.Proving;

/// <summary>Development proving keys of this user, one for each circuit: made once, then found again.</summary>
/// <remarks>Files are named by the circuit's digest, so a changed circuit never meets an old key.</remarks>
internal static class DevelopmentKeyCache
{
    /// <summary>Where keys are kept: <c>$XDG_CACHE_HOME/amaters/keys</c>, by default below <c>~/.cache</c>.</summary>
    public static string DefaultFolder { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "amaters",
        "keys");

    /// <summary>The key of a shape's circuit; made if there is none, which takes a minute or two for the usual shape.</summary>
    /// <param name="shape">The circuit's sizes.</param>
    /// <param name="folder">Where keys are kept.</param>
    /// <param name="progress">Told how far a set-up is; never called when the key exists.</param>
    /// <returns>Path of the sealed key.</returns>
    public static string Ensure(CircuitShape shape, string folder, IProgress<SetupProgress>? progress)
    {
        var circuit = BatchCircuit.Compile(shape);
        var path = Path.Combine(folder, $"development-{circuit.Digest}.zkey");
        if (IsUsable(path))
            return path;
        Directory.CreateDirectory(folder);
        var own = Path.Combine(folder, Path.GetRandomFileName());
        DevelopmentSetup.Run(circuit, own, shape, progress);
        Publish(own, path);
        return path;
    }

    /// <summary>Gives a finished key its name. Of several that make one at a time the first wins: its key may be in use already.</summary>
    private static void Publish(string own, string path)
    {
        try
        {
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            if (IsUsable(path))
                File.Delete(own);
            else
                File.Move(own, path, overwrite: true);
        }
    }

    private static bool IsUsable(string path)
    {
        if (!File.Exists(path) || !ProvingKey.TryOpen(path, out var key, out _))
            return false;
        key.Dispose();
        return true;
    }
}
