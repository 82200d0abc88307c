using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Client.Reading;

/// <summary>What a proven state says about one key, decrypted.</summary>
/// <remarks>The state proves who owns the record, not that the owner is the right one: anyone may write first under a tag
/// that he has seen, and anyone may seal to a public key. Compare <see cref="Circuits.Statements.Record.Owner"/> with whom you trust.</remarks>
/// <param name="Record">The record, live or a tombstone; null where the key is vacant.</param>
/// <param name="Content">Key and value of a live record; null otherwise.</param>
/// <param name="IsKeyConfirmed">Whether the content's plaintext key gives the record's tag under the tag key at hand. Otherwise it is the writer's claim.</param>
public sealed record OpenedRecord(Record? Record, RecordContent? Content, bool IsKeyConfirmed)
{
    /// <summary>Whether there is a value.</summary>
    public bool IsLive => Content is not null;
}
