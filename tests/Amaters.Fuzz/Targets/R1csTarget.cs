using Amaters.Prover.Formats;

namespace Amaters.Fuzz.Targets;

/// <summary>The <c>.r1cs</c> file. Sections may come in any order, so it is the second writing that must equal the first.</summary>
internal sealed class R1csTarget : IFuzzTarget
{
    public string Name => "r1cs";

    public IReadOnlyList<byte[]> Seeds { get; } = [ProverSeeds.CircuitFile];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!R1csFile.TryDecode(input.ToArray(), out var file, out _))
            return false;
        var written = Write(file);
        if (!R1csFile.TryDecode(written, out var again, out var reason))
            throw new FindingException($"A circuit that was read is refused when written: {reason}.");
        FindingException.ThrowUnlessSame(written, Write(again));
        return true;
    }

    private static byte[] Write(R1csFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
