using System.Globalization;
using Amaters.Prover.Formats;
using Amaters.Testing;

namespace Amaters.Prover.Tests.Formats;

/// <summary>docs/proof-formats.md says what the code does.</summary>
public sealed class FormatDocumentTests
{
    private static readonly string Document = File.ReadAllText(RepositoryRoot.Combine("docs/proof-formats.md"));

    [Fact]
    public void Every_reason_of_a_refused_file_is_explained()
    {
        var unexplained = Enum.GetNames<FormatRejection>().Where(name => name != nameof(FormatRejection.None) && !Document.Contains($"`{name}`", StringComparison.Ordinal));
        Assert.Empty(unexplained);
    }

    [Fact]
    public void The_seal_has_the_id_and_the_length_of_the_table()
    {
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| `0x{KeySeal.SectionId:x8}` | {KeySeal.ByteCount} |"), Document, StringComparison.Ordinal);
    }
}
