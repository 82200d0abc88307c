using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Replication;

namespace Amaters.Fuzz.Targets;

/// <summary>A change of members as a log entry carries it from another member, with the addresses of who is added.</summary>
internal sealed class ConfChangeTarget : IFuzzTarget
{
    public string Name => "conf-change";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        new ConfChange { Changes = [new(ConfChangeKind.AddLearner, new(4))], Context = AddressBook.Encode(new Dictionary<ulong, Uri> { [4] = new("https://10.0.0.4:7401") }) }.Encode(),
        new ConfChange { Transition = ConfChangeTransition.JointExplicit, Changes = [new(ConfChangeKind.AddVoter, new(4)), new(ConfChangeKind.Remove, new(1))], Context = AddressBook.Encode(AddressBook.Empty) }.Encode(),
    ];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!ConfChange.TryDecode(input, out var change))
            return false;
        FindingException.ThrowUnlessSame(input, change.Encode());
        if (AddressBook.TryDecode(change.Context.Span, out var addresses))
            FindingException.ThrowUnlessSame(change.Context.Span, AddressBook.Encode(addresses));
        return true;
    }
}
