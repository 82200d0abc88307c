using System.CommandLine;
using Amaters.Ledger.Client.Connection;
using Grpc.Core;

namespace Amaters.Ledger.Cli;

/// <summary>Gives a command its connection and turns every failure into a sentence and an exit code.</summary>
internal static class LedgerCommand
{
    /// <summary>Sets an action that talks to the ledger.</summary>
    public static Command WithClient(this Command command, ConnectionOptions connection, Func<Session, Task<int>> run) =>
        command.WithAction(connection, async (parsed, answers, cancellation) =>
        {
            using var keys = connection.OpenKeys(parsed);
            using var client = await connection.ConnectAsync(parsed, keys, cancellation).ConfigureAwait(false);
            return await run(new Session(parsed, client, keys, answers, connection.Wait(parsed), cancellation)).ConfigureAwait(false);
        });

    /// <summary>Sets an action that may fail in the ways that users can understand.</summary>
    public static Command WithAction(this Command command, ConnectionOptions connection, Func<ParseResult, Answers, CancellationToken, Task<int>> run)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                return await run(parsed, new Answers(connection.IsJson(parsed)), cancellation).ConfigureAwait(false);
            }
            catch (UsageException problem)
            {
                return Fail(problem.Message, ExitCodes.Usage);
            }
            catch (Exception problem) when (problem is LedgerDeceitException or LedgerStaleException)
            {
                return Fail($"A node's answer does not hold. {problem.Message}", ExitCodes.Deceit);
            }
            catch (LedgerUnavailableException problem)
            {
                return Fail(problem.Message, ExitCodes.Unavailable);
            }
            catch (RpcException problem)
            {
                return Fail(problem.Status.Detail, problem.StatusCode == StatusCode.Unavailable ? ExitCodes.Unavailable : ExitCodes.Refused);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
            {
                return Fail(problem.Message, ExitCodes.Usage);
            }
        });
        return command;
    }

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
