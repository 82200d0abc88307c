using Amaters.Circuits.Statements;

namespace Amaters.Ledger.Client.Commands;

/// <summary>A command ready to hand in. Submitting it twice is safe: its expected version lets it take effect once.</summary>
/// <param name="Command">The signed command.</param>
/// <param name="Payload">The sealed payload of a PUT; empty for DELETE and TRANSFER.</param>
public sealed record PreparedCommand(SignedCommand Command, ReadOnlyMemory<byte> Payload);
