using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;

namespace Amaters.Fuzz.Targets;

/// <summary>The binary form of a signed command.</summary>
internal sealed class SignedCommandTarget : IFuzzTarget
{
    public string Name => "signed-command";

    public IReadOnlyList<byte[]> Seeds { get; } = [SignedCommand.Sign(Command.Padding, SchnorrSecretKey.Padding, Fr.One).ToBytes()];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SignedCommand.TryDecode(input, out var command, out _))
            return false;
        FindingException.ThrowUnlessSame(input, command.ToBytes());
        return true;
    }
}
