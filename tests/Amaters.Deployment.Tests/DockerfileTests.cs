namespace Amaters.Deployment.Tests;

/// <summary>What the images hold and who runs them.</summary>
public sealed class DockerfileTests
{
    private static readonly string[] Images = ["node", "worker", "tools"];

    [Fact]
    public void Every_image_starts_a_program_of_this_repository() =>
        Assert.All(Images, image => Assert.True(File.Exists(Dockerfile.ProgramOf(image)), Dockerfile.ProgramOf(image)));

    [Fact]
    public void Every_image_runs_as_a_user_without_rights()
    {
        var rights = Dockerfile.Stages["base"];
        Assert.Contains("\nUSER $APP_UID\n", rights, StringComparison.Ordinal);
        foreach (var stage in Images)
        {
            Assert.DoesNotContain("\nUSER", Dockerfile.Stages[stage], StringComparison.Ordinal);
            Assert.Contains($"FROM base AS {stage}\n", Dockerfile.Text, StringComparison.Ordinal);
        }
    }
}
