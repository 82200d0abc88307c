using System.CommandLine;
using Amaters.Prover.Cli.Inputs;

namespace Amaters.Prover.Cli.Commands;

/// <summary>What every command has in common: <c>--json</c>, and problems that become exit codes.</summary>
internal static class CommandRunner
{
    /// <summary>Gives the command its <c>--json</c> option and its action.</summary>
    public static Command Runs(this Command command, Func<ParseResult, Report, int> run)
    {
        var json = new Option<bool>("--json") { Description = "Answer in JSON." };
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var report = new Report(parsed.GetValue(json));
            try
            {
                return run(parsed, report);
            }
            catch (UnreadableInputException exception)
            {
                return report.Finish(ExitCodes.Unreadable, exception.Message);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return report.Finish(ExitCodes.Unreadable, exception.Message);
            }
        });
        return command;
    }

    /// <summary>A required option that names a file.</summary>
    public static Option<FileInfo> FileOption(string name, string description) => new(name) { Description = description, Required = true, HelpName = "FILE" };
}
