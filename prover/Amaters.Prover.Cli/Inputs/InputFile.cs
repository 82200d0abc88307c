using Amaters.Circuits.Constraints;
using Amaters.Prover.Batches;
using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;

namespace Amaters.Prover.Cli.Inputs;

/// <summary>Reads the files that commands take.</summary>
internal static class InputFile
{
    /// <summary>All bytes of a file.</summary>
    /// <exception cref="UnreadableInputException">It cannot be read.</exception>
    public static byte[] ReadBytes(FileInfo file)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableInputException($"{file}: {exception.Message}");
        }
    }

    /// <summary>A circuit from a <c>.r1cs</c> file.</summary>
    /// <exception cref="UnreadableInputException">It cannot be read or is no such file.</exception>
    public static R1csFile ReadCircuit(FileInfo file) =>
        R1csFile.TryDecode(ReadBytes(file), out var circuit, out var reason, file.Name) ? circuit : throw new UnreadableInputException($"{file}: not a circuit: {reason}");

    /// <summary>A witness from a <c>.wtns</c> file.</summary>
    /// <exception cref="UnreadableInputException">It cannot be read or is no such file.</exception>
    public static Witness ReadWitness(FileInfo file, int publicCount) =>
        WitnessFile.TryDecode(ReadBytes(file), publicCount, out var witness, out var reason) ? witness : throw new UnreadableInputException($"{file}: not a witness: {reason}");

    /// <summary>A batch from its JSON form.</summary>
    /// <exception cref="UnreadableInputException">It cannot be read or is no batch.</exception>
    public static BatchInput ReadBatch(FileInfo file) =>
        BatchJson.TryRead(ReadBytes(file), out var batch, out var reason) ? batch : throw new UnreadableInputException($"{file}: not a batch: {reason}");

    /// <summary>A sealed proving key.</summary>
    /// <exception cref="UnreadableInputException">It cannot be read, is no key, or is not sealed yet.</exception>
    public static ProvingKey OpenKey(FileInfo file)
    {
        try
        {
            if (ProvingKey.TryOpen(file.FullName, out var key, out var reason))
                return key;
            throw new UnreadableInputException(
                reason == FormatRejection.Unsealed ? $"{file}: not sealed; take it over with 'setup --import'" : $"{file}: not a proving key: {reason}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableInputException($"{file}: {exception.Message}");
        }
    }
}
