using System.Text;
using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.Ledger.Tests.StateMachine;

/// <summary>Numbers that stand in logs, state rows and clients' code. A golden file holds them: a line may be added, none changed or taken away.</summary>
public sealed class NumberingTests
{
    private const string GoldenFile = "tests/Amaters.Ledger.Tests/golden/numbering.csv";

    private static readonly Type[] Enumerations =
    [
        typeof(ResultCode), typeof(AuditEvent.Types.Kind), typeof(KeyStanding), typeof(Circuits.Statements.Operation), typeof(Circuits.Statements.CommandResult),
        typeof(LedgerEntry.KindOneofCase), typeof(KeyRegistryEntry.ChangeOneofCase), typeof(Verifier.Bundles.FrameKind),
    ];

    [Fact]
    public void The_numbers_are_the_stored_ones() => Golden.Verify(GoldenFile, Table());

    [Fact]
    public void No_two_names_share_a_number()
    {
        foreach (var enumeration in Enumerations)
            Assert.Distinct(Enum.GetValues(enumeration).Cast<object>().Select(Convert.ToInt64));
    }

    private static string Table()
    {
        var table = new StringBuilder("enumeration,number,name\n");
        foreach (var enumeration in Enumerations)
        {
            foreach (var value in Enum.GetValues(enumeration))
                table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{enumeration.FullName!.Split('.')[^1]},{Convert.ToInt64(value, null)},{value}\n");
        }

        return table.ToString();
    }
}
