using Amaters.Prover.Formats;

namespace Amaters.Fuzz.Targets;

/// <summary>The <c>.wtns</c> file. Sections may come in any order, so it is the values that must survive.</summary>
internal sealed class WitnessTarget : IFuzzTarget
{
    public string Name => "wtns";

    public IReadOnlyList<byte[]> Seeds { get; } = [ProverSeeds.WitnessFileBytes];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!WitnessFile.TryDecode(input.ToArray(), publicCount: 1, out var witness, out _))
            return false;
        using var stream = new MemoryStream();
        WitnessFile.Write(stream, witness);
        if (!WitnessFile.TryDecode(stream.ToArray(), publicCount: 1, out var again, out var reason) || !again.Values.SequenceEqual(witness.Values))
            throw new FindingException($"A witness that was read changes when written: {reason}.");
        return true;
    }
}
