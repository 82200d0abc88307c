using System.CommandLine;
using Amaters.Ledger.Client.Connection;

namespace Amaters.Ledger.Cli;

/// <summary>What an operator's command works with.</summary>
internal sealed record AdminSession(ParseResult Parsed, LedgerAdmin Admin, Answers Answers, CancellationToken Cancellation);
