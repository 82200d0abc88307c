using Amaters.Circuits.Statements;
using Google.Protobuf;

namespace Amaters.Ledger.Client.Connection;

/// <summary>A node's answer for one record, its proof checked against a proven header and its payload not opened yet.</summary>
/// <param name="Asked">The record that was asked for.</param>
/// <param name="Proof">What lies at its position.</param>
/// <param name="Verdict">What the proof shows.</param>
/// <param name="Payload">The payload that came along.</param>
/// <param name="Header">The header whose root the proof was checked against.</param>
internal sealed record CheckedRecord(RecordKey Asked, RecordProof Proof, RecordProofVerdict Verdict, ByteString Payload, BatchHeader Header);
