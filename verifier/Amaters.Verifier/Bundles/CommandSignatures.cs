using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Verifier.Bundles;

/// <summary>Checks the signatures of many commands on all cores.</summary>
public static class CommandSignatures
{
    /// <summary>Place of the first command whose signature is not valid, or null and all commands, verified.</summary>
    /// <param name="signed">The commands, untrusted.</param>
    /// <param name="ledgerId">The ledger that they must be signed for.</param>
    /// <param name="verified">Those that are, in order.</param>
    public static int? FindInvalid(IReadOnlyList<SignedCommand> signed, Fr ledgerId, out VerifiedCommand[] verified)
    {
        ArgumentNullException.ThrowIfNull(signed);
        var results = new VerifiedCommand?[signed.Count];
        Parallel.For(0, results.Length, i => VerifiedCommand.TryVerify(signed[i], ledgerId, out results[i]));
        verified = [.. results.OfType<VerifiedCommand>()];
        return Array.IndexOf(results, null) is var index and >= 0 ? index : null;
    }
}
