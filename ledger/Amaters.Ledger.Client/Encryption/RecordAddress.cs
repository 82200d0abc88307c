using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>Where a record lives: which ledger, which collection of it, under which tag. A payload opens only at its own address.</summary>
/// <param name="LedgerId">The ledger's id, as the client pinned it.</param>
/// <param name="Collection">The collection (<see cref="Tags.CollectionId"/>).</param>
/// <param name="Tag">The keyed tag of the plaintext key (<see cref="Tags.TagKey"/>).</param>
public readonly record struct RecordAddress(Fr LedgerId, Fr Collection, Fr Tag);
