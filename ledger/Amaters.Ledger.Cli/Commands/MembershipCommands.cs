using System.CommandLine;
using System.Text.Json.Nodes;
using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Cli.Commands;

/// <summary><c>amaters admin members | add-learner | promote | remove</c>: who belongs to the group.</summary>
internal static class MembershipCommands
{
    public static Command List(ConnectionOptions connection) =>
        new Command("members", "Lists the members of the group, and how far each is if one of the named nodes leads: only the leader knows.").WithAdmin(connection, async session =>
        {
            var status = await StatusOfLeaderAsync(session).ConfigureAwait(false);
            session.Answers.Write(
                ["node", "role", "peerAddress", "matchIndex", "reachable"],
                status.Members.OrderBy(member => member.NodeId).Select(member => RowOf(member, status)));
            return ExitCodes.Done;
        });

    public static Command AddLearner(ConnectionOptions connection)
    {
        var (node, address) = (Node(), new Argument<string>("ADDRESS") { Description = "https address of the node's peer listener." });
        return new Command("add-learner", "Adds a node that receives the log and does not vote yet.") { node, address }.WithAdmin(connection, session =>
            ReportAsync(session, session.Admin.AddLearnerAsync(session.Parsed.GetValue(node), AddressOf(session.Parsed.GetValue(address)!), session.Cancellation)));
    }

    public static Command Promote(ConnectionOptions connection)
    {
        var node = Node();
        return new Command("promote", "Makes a learner a voter; do it when 'members' shows that it has caught up.") { node }.WithAdmin(connection, session =>
            ReportAsync(session, session.Admin.PromoteAsync(session.Parsed.GetValue(node), session.Cancellation)));
    }

    public static Command Remove(ConnectionOptions connection)
    {
        var node = Node();
        return new Command("remove", "Takes a node out of the group; stop it afterwards.") { node }.WithAdmin(connection, session =>
            ReportAsync(session, session.Admin.RemoveAsync(session.Parsed.GetValue(node), session.Cancellation)));
    }

    private static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address : throw new UsageException($"ADDRESS: '{text}' is no https address; write for example https://10.0.0.4:7401.");

    private static Argument<ulong> Node() => new("NODE") { Description = "Id of the node." };

    /// <summary>The leader's status if it is among the named nodes, else that of any that answers.</summary>
    private static async Task<GetStatusResponse> StatusOfLeaderAsync(AdminSession session)
    {
        GetStatusResponse? found = null;
        foreach (var address in session.Admin.Nodes)
        {
            try
            {
                var status = await session.Admin.GetStatusAsync(address, session.Cancellation).ConfigureAwait(false);
                if (status.NodeId == status.LeaderId)
                    return status;
                found ??= status;
            }
            catch (RpcException problem) when (problem.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded && (found is not null || address != session.Admin.Nodes[^1]))
            {
                // Another may answer.
            }
        }

        return found!;
    }

    private static async Task<int> ReportAsync(AdminSession session, Task<ChangeMembershipResponse> change)
    {
        session.Answers.Write(new JsonObject { ["logIndex"] = (await change.ConfigureAwait(false)).LogIndex });
        return ExitCodes.Done;
    }

    private static IReadOnlyList<JsonNode?> RowOf(MemberStatus member, GetStatusResponse status)
    {
        var role = member.NodeId == status.LeaderId ? "leader" : member.Learner ? "learner" : "voter";
        return status.NodeId == status.LeaderId
            ? [member.NodeId, role, member.Address, member.MatchIndex, member.Reachable]
            : [member.NodeId, role, member.Address, null, null];
    }
}
