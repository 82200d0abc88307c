using System.CommandLine;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Grpc.Core;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters admin</c>: what operators do. Needs the admin token or an operator's certificate, and no client's keys.</summary>
internal static class AdminCommand
{
    private const int RootPrefixLength = 12;

    public static Command Create(ConnectionOptions connection) => new("admin", "For operators: look at the nodes, change members, take snapshots, hand leadership over.")
    {
        Status(connection),
        Shards(connection),
        Snapshot(connection),
        Transfer(connection),
        Placement(connection),
        Events(connection),
        MembershipCommands.List(connection),
        MembershipCommands.AddLearner(connection),
        MembershipCommands.Promote(connection),
        MembershipCommands.Remove(connection),
    };

    private static Command Status(ConnectionOptions connection) =>
        new Command("status", "Shows where each named node stands.").WithAdmin(connection, async session =>
        {
            // A screen has room for what people compare; programs get everything.
            IReadOnlyList<string> columns = session.Answers.AsJson
                ? ["node", "role", "term", "leader", "appliedIndex", "logFirstIndex", "logLastIndex", "committed", "applied", "stateRoot", "address"]
                : ["node", "role", "term", "log", "applied", "state root", "address"];
            var rows = new List<IReadOnlyList<JsonNode?>>();
            var isComplete = true;
            foreach (var address in session.Admin.Nodes)
            {
                try
                {
                    var node = await session.Admin.GetStatusAsync(address, session.Cancellation).ConfigureAwait(false);
                    var root = RootOf(node.StateRoot.Span);
                    rows.Add(session.Answers.AsJson
                        ? [node.NodeId, node.Role, node.Term, node.LeaderId, node.AppliedIndex, node.LogFirstIndex, node.LogLastIndex, node.Watermarks.Committed, node.Watermarks.Applied, root, $"{address}"]
                        : [node.NodeId, node.Role, node.Term, node.LogLastIndex, $"{node.Watermarks.Applied} of {node.Watermarks.Committed}", $"{root[..RootPrefixLength]}…", address.Authority]);
                }
                catch (RpcException problem) when (problem.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
                {
                    rows.Add([null, "unreachable", .. Enumerable.Repeat<JsonNode?>(null, columns.Count - 3), $"{address}"]);
                    isComplete = false;
                }
            }

            session.Answers.Write(columns, rows);
            return isComplete ? ExitCodes.Done : ExitCodes.Unavailable;
        });

    private static Command Shards(ConnectionOptions connection) =>
        new Command("shards", "Shows size and load of every shard, as the first named node sees them.").WithAdmin(connection, async session =>
        {
            var status = await session.Admin.GetStatusAsync(session.Admin.Nodes[0], session.Cancellation).ConfigureAwait(false);
            session.Answers.Write(
                ["shard", "slices", "records", "payloadBytes", "writes", "reads", "appliedBatch"],
                status.Shards.Select(shard => (IReadOnlyList<JsonNode?>)[shard.Shard, shard.Slices, shard.Records, shard.PayloadBytes, shard.Writes, shard.Reads, shard.AppliedBatch]));
            return ExitCodes.Done;
        });

    private static Command Snapshot(ConnectionOptions connection) =>
        new Command("snapshot", "Makes each named node write a snapshot and shorten its log by it. Equal indexes have equal roots.").WithAdmin(connection, async session =>
        {
            var rows = new List<IReadOnlyList<JsonNode?>>();
            foreach (var address in session.Admin.Nodes)
            {
                var snapshot = await session.Admin.TakeSnapshotAsync(address, session.Cancellation).ConfigureAwait(false);
                rows.Add([$"{address}", snapshot.LogIndex, snapshot.ByteCount, RootOf(snapshot.StateRoot.Span)]);
            }

            session.Answers.Write(["address", "logIndex", "bytes", "stateRoot"], rows);
            return ExitCodes.Done;
        });

    private static Command Transfer(ConnectionOptions connection)
    {
        var to = new Option<ulong>("--to") { Description = "Node that shall lead; whoever is furthest on when not given.", HelpName = "NODE" };
        return new Command("transfer", "Hands leadership over.") { to }.WithAdmin(connection, async session =>
        {
            session.Answers.Write(new JsonObject { ["leader"] = await session.Admin.TransferLeadershipAsync(session.Parsed.GetValue(to), session.Cancellation).ConfigureAwait(false) });
            return ExitCodes.Done;
        });
    }

    private static Command Placement(ConnectionOptions connection)
    {
        var table = new Argument<string>("TABLE") { Description = "For each slice in order the number of its shard, separated by commas." };
        return new Command("placement", "Moves slices of the position space between shards.") { table }.WithAdmin(connection, async session =>
        {
            var shards = session.Parsed.GetValue(table)!.Split(',').Select(text => uint.TryParse(text, out var shard) ? shard : throw new UsageException($"TABLE: '{text}' is no shard number."));
            session.Answers.Write(new JsonObject { ["epoch"] = await session.Admin.ChangePlacementAsync(shards, session.Cancellation).ConfigureAwait(false) });
            return ExitCodes.Done;
        });
    }

    private static Command Events(ConnectionOptions connection)
    {
        var from = new Option<ulong>("--from") { Description = "Number of the first event.", DefaultValueFactory = _ => 1, HelpName = "EVENT" };
        return new Command("events", "Lists the audit trail: refused proofs and commands, changes of keys and placement. Open to everyone.") { from }.WithObserver(connection, async session =>
        {
            var rows = new List<IReadOnlyList<JsonNode?>>();
            await foreach (var item in session.Client.ReadAuditEventsAsync(session.Parsed.GetValue(from), session.Cancellation).ConfigureAwait(false))
                rows.Add([item.Number, $"{DateTimeOffset.FromUnixTimeMilliseconds(item.LeaderTimeMs):u}", $"{item.Kind}", $"{item.Code}", item.Subject, item.Detail]);
            session.Answers.Write(["event", "time", "kind", "code", "subject", "detail"], rows);
            return ExitCodes.Done;
        });
    }

    private static string RootOf(ReadOnlySpan<byte> bytes) => Fr.TryDecode(bytes, out var root) ? $"{root}" : "?";
}
