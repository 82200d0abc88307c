using Spectre.Console;

namespace Amaters.Ledger.Cli;

/// <summary>Asks for a passphrase without showing it.</summary>
internal static class PassphrasePrompt
{
    public static string Ask(bool confirm)
    {
        var passphrase = AnsiConsole.Prompt(new TextPrompt<string>("Passphrase:").Secret(null));
        if (confirm && AnsiConsole.Prompt(new TextPrompt<string>("Once more:").Secret(null)) != passphrase)
            throw new UsageException("The two passphrases differ; nothing was written.");
        return passphrase;
    }
}
