using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Client.Importing;

/// <summary>What an import did.</summary>
/// <param name="WrittenCount">Records written.</param>
/// <param name="UnchangedCount">Records that held the row's value already.</param>
/// <param name="Refusals">Keys whose record was refused, and why.</param>
public sealed record ImportSummary(int WrittenCount, int UnchangedCount, IReadOnlyList<(string Key, ResultCode Result)> Refusals);
