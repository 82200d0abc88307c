using Amaters.Circuits.Statements;
using Amaters.Verifier.Headers;

namespace Amaters.Verifier.Cli.Inputs;

/// <summary>Reads a batch header from JSON.</summary>
internal static class HeaderFile
{
    /// <summary>The header of a file.</summary>
    /// <exception cref="UnreadableInputException">The file is not a batch header.</exception>
    public static BatchHeader Read(FileInfo file) =>
        BatchHeaderJson.TryRead(InputFile.Read(file, BatchHeaderJson.MaxByteCount), out var header, out var rejection)
            ? header
            : throw new UnreadableInputException(file, $"not a batch header: {rejection}");
}
