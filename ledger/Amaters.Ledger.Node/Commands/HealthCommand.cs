using System.CommandLine;

namespace Amaters.Ledger.Node.Commands;

/// <summary><c>health</c>: asks a node whether it serves, for containers whose image has no other program to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The node's health address on its status listener.", DefaultValueFactory = _ => "http://127.0.0.1:7402/health" };
        var command = new Command("health", "Ask a node whether it serves: exit code 0 if so, 1 if not.") { url };
        command.SetAction((parsed, cancellation) => AskAsync(parsed.GetRequiredValue(url), cancellation));
        return command;
    }

    private static async Task<int> AskAsync(string url, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(url), cancellation).ConfigureAwait(false);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or InvalidOperationException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(problem.Message).ConfigureAwait(false);
            return 1;
        }
    }
}
