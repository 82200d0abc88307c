using System.Text;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Promises;

namespace Amaters.Fuzz.Targets;

/// <summary>The text of a note that promises a command's place, as a client takes it from a node and a judge from a file.</summary>
internal sealed class PromiseTarget : IFuzzTarget
{
    public string Name => "promise";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encode(new SubmissionPromise(Fr.One, -Fr.One, Fr.FromUInt64(7), 1, 0)),
        Encode(new SubmissionPromise(-Fr.One, Fr.Zero, Fr.One, ulong.MaxValue, long.MaxValue)),
    ];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SubmissionPromise.TryRead(Encoding.UTF8.GetString(input), out var promise))
            return false;
        FindingException.ThrowUnlessSame(input, Encode(promise!));
        return true;
    }

    private static byte[] Encode(SubmissionPromise promise) => Encoding.UTF8.GetBytes(promise.ToText());
}
