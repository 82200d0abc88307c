using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>Where a record lives: on which ledger, under which collection and tag. A payload opens only at its own address.</summary>
/// <param name="LedgerId">The ledger's id, as the client pinned it.</param>
/// <param name="Key">Collection and tag.</param>
public readonly record struct RecordAddress(Fr LedgerId, RecordKey Key);
