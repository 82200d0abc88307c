namespace Amaters.Ledger.Node.Configuration;

/// <summary>A TOML file as a source of configuration.</summary>
internal sealed class TomlConfigurationSource : FileConfigurationSource
{
    /// <inheritdoc />
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new TomlConfigurationProvider(this);
    }
}
