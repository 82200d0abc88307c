using System.Text;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Fuzz.Targets;

/// <summary>The text of a note that says how long the history is, and under which root.</summary>
internal sealed class CheckpointTarget : IFuzzTarget
{
    public string Name => "checkpoint";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encode(new Checkpoint(Fr.One, 0, [.. new byte[TransparencyTree.HashByteCount]])),
        Encode(new Checkpoint(Fr.One, ulong.MaxValue, [.. Enumerable.Repeat((byte)0xff, TransparencyTree.HashByteCount)])),
    ];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!Checkpoint.TryRead(Encoding.UTF8.GetString(input), Fr.One, out var checkpoint))
            return false;
        FindingException.ThrowUnlessSame(input, Encode(checkpoint!));
        return true;
    }

    private static byte[] Encode(Checkpoint checkpoint) => Encoding.UTF8.GetBytes(checkpoint.ToText());
}
