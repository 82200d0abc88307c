using System.CommandLine;
using System.Security.Cryptography;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Grpc.Core;

namespace Amaters.Ledger.Cli;

/// <summary>Gives a command its connection and turns every failure into a sentence and an exit code.</summary>
internal static class LedgerCommand
{
    /// <summary>Sets an action of a client with keys.</summary>
    public static Command WithClient(this Command command, ConnectionOptions connection, Func<Session, Task<int>> run) =>
        command.WithAction(connection, (parsed, answers, cancellation) => RunAsync(parsed, connection, connection.OpenKeys(parsed), answers, run, cancellation));

    /// <summary>Sets an action that neither signs nor decrypts, so that an auditor needs no key file: throw-away keys stand in.</summary>
    public static Command WithObserver(this Command command, ConnectionOptions connection, Func<Session, Task<int>> run) =>
        command.WithAction(connection, (parsed, answers, cancellation) => RunAsync(parsed, connection, ClientKeys.Generate(), answers, run, cancellation));

    /// <summary>Sets an operator's action.</summary>
    public static Command WithAdmin(this Command command, ConnectionOptions connection, Func<AdminSession, Task<int>> run) =>
        command.WithAction(connection, async (parsed, answers, cancellation) =>
        {
            using var admin = connection.Administer(parsed);
            return await run(new AdminSession(parsed, admin, answers, cancellation)).ConfigureAwait(false);
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
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
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
            catch (RpcException problem) when (problem.StatusCode == StatusCode.PermissionDenied)
            {
                return Fail($"{problem.Status.Detail} Give --admin-token-file, AMATERS_ADMIN_TOKEN or --client-certificate.", ExitCodes.Refused);
            }
            catch (RpcException problem)
            {
                return Fail(problem.Status.Detail, problem.StatusCode == StatusCode.Unavailable ? ExitCodes.Unavailable : ExitCodes.Refused);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or CryptographicException)
            {
                return Fail(problem.Message, ExitCodes.Usage);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ConnectionOptions connection, ClientKeys keys, Answers answers, Func<Session, Task<int>> run, CancellationToken cancellation)
    {
        using (keys)
        {
            using var client = await connection.ConnectAsync(parsed, keys, cancellation).ConfigureAwait(false);
            return await run(new Session(parsed, client, keys, answers, connection.Wait(parsed), cancellation)).ConfigureAwait(false);
        }
    }

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
