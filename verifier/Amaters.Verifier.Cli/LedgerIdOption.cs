using System.CommandLine;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Cli;

/// <summary><c>--ledger ID</c>: the ledger that the auditor means, known from elsewhere.</summary>
internal static class LedgerIdOption
{
    /// <summary>The option; its value is null when it is not given.</summary>
    public static Option<Fr?> Create() => new("--ledger")
    {
        Description = "Id of the ledger, as its operators published it (0x and 64 digits). Without it, any ledger's file is checked, and the answer names which.",
        HelpName = "ID",
        CustomParser = result =>
        {
            if (Fr.TryParse(result.Tokens[0].Value, out var ledgerId))
                return ledgerId;
            result.AddError($"--ledger: '{result.Tokens[0].Value}' is no ledger id; give 0x and 64 hexadecimal digits.");
            return null;
        },
    };
}
