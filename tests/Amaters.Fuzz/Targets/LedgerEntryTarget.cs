using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;

namespace Amaters.Fuzz.Targets;

/// <summary>An entry of the ledger's log. Protobuf has many spellings of one message, so what is written must only read back equal.</summary>
internal sealed class LedgerEntryTarget : IFuzzTarget
{
    public string Name => "ledger-entry";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. LedgerSeeds.Entries.Select(LedgerEntryCodec.Encode)];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        LedgerEntry entry;
        try
        {
            entry = LedgerEntryCodec.Decode(input.ToArray());
        }
        // The one refusal that this decoder has: it stops the node.
        catch (UnknownEntryException)
        {
            return false;
        }

        return LedgerEntryCodec.Decode(LedgerEntryCodec.Encode(entry)).Equals(entry) ? true : throw new FindingException("What was written reads back as another entry.");
    }
}
