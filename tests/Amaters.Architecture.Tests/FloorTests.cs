using System.Xml.Linq;
using Amaters.Testing;

namespace Amaters.Architecture.Tests;

/// <summary>Folders are floors and arrows point down: reads every project reference and names a forbidden one.</summary>
public sealed class FloorTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["circuits"] = ["circuits"],
        ["verifier"] = ["verifier", "circuits"],
        ["prover"] = ["prover", "verifier", "circuits"],
        ["ledger"] = ["ledger", "verifier", "circuits"],
        ["tests"] = ["tests", "ledger", "prover", "verifier", "circuits"],
    };

    /// <summary>The embedded mode hosts a prover in the node's process; the node is the only composition root.</summary>
    private static readonly (string Project, string Floor)[] Exceptions = [("Amaters.Ledger.Node", "prover")];

    [Fact]
    public void Every_project_reference_points_down()
    {
        var forbidden = ProjectReferences()
            .Where(arrow => !MayUse[arrow.FromFloor].Contains(arrow.ToFloor) && !Exceptions.Contains((arrow.From, arrow.ToFloor)))
            .Select(arrow => $"{arrow.FromFloor}/{arrow.From} -> {arrow.ToFloor}/{arrow.To}");
        Assert.Empty(forbidden);
    }

    [Fact]
    public void The_consensus_core_depends_on_nothing()
    {
        var references = ProjectReferences().Where(arrow => arrow.From == "Amaters.Ledger.Consensus");
        Assert.Empty(references);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryRoot.Combine("Amaters.Ledger.sln"));
        var missing = ProjectFiles().Where(file => !solution.Contains(Path.GetFileName(file), StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void The_check_sees_the_arrows_it_judges()
    {
        Assert.Contains(ProjectReferences(), arrow => arrow is { From: "Amaters.Prover", To: "Amaters.Circuits" });
    }

    private static IEnumerable<Arrow> ProjectReferences() =>
        from file in ProjectFiles()
        from reference in XDocument.Load(file).Descendants("ProjectReference")
        let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, (string)reference.Attribute("Include")!))
        select new Arrow(Path.GetFileNameWithoutExtension(file), FloorOf(file), Path.GetFileNameWithoutExtension(target), FloorOf(target));

    private static IEnumerable<string> ProjectFiles() =>
        MayUse.Keys.SelectMany(floor => Directory.EnumerateFiles(RepositoryRoot.Combine(floor), "*.csproj", SearchOption.AllDirectories));

    private static string FloorOf(string path) => Path.GetRelativePath(RepositoryRoot.Path, path).Split('/')[0];

    private sealed record Arrow(string From, string FromFloor, string To, string ToFloor);
}
