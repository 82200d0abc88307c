using System.CommandLine;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Cli;

/// <summary>What a command works with.</summary>
internal sealed record Session(ParseResult Parsed, LedgerClient Client, ClientKeys Keys, Answers Answers, WaitStage Wait, CancellationToken Cancellation);
