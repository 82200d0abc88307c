using System.ComponentModel;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Amaters.Ledger.Node.Configuration;

/// <summary>Reads a node's configuration: a TOML file, then the environment (<c>AMATERS__SECTION__KEY</c>) over it.</summary>
internal static class NodeConfiguration
{
    /// <summary>Prefix of environment variables that override the file, for example <c>AMATERS__NODE__DATA</c>.</summary>
    public const string EnvironmentPrefix = "AMATERS__";

    /// <summary>Reads and checks.</summary>
    /// <param name="path">The TOML file; relative paths inside it are relative to its folder.</param>
    /// <exception cref="OptionsValidationException">Something is wrong; each failure names the key, the limit and the fix.</exception>
    public static NodeOptions Load(string path)
    {
        var fullPath = Path.GetFullPath(path);
        if (!File.Exists(fullPath))
            throw Refused($"{fullPath} does not exist. Give the configuration file with --config FILE.");
        using var files = new PhysicalFileProvider(Path.GetDirectoryName(fullPath)!);
        try
        {
            var configuration = new ConfigurationBuilder()
                .Add(new TomlConfigurationSource { FileProvider = files, Path = Path.GetFileName(fullPath) })
                .AddEnvironmentVariables(EnvironmentPrefix)
                .Build();
            return Bind(configuration, Path.GetDirectoryName(fullPath)!);
        }
        catch (InvalidDataException problem)
        {
            // The provider's own message carries line and column; the outer one only says that loading failed.
            throw Refused(problem.InnerException?.Message ?? problem.Message);
        }
    }

    private static NodeOptions Bind(IConfiguration configuration, string folder)
    {
        var options = new NodeOptions();
        var failures = UnknownKeys(configuration, typeof(NodeOptions)).ToList();
        try
        {
            configuration.Bind(options);
        }
        catch (InvalidOperationException problem)
        {
            failures.Add($"{problem.Message} {problem.InnerException?.Message}".TrimEnd());
        }

        if (failures.Count > 0)
            throw new OptionsValidationException(nameof(NodeOptions), typeof(NodeOptions), failures);
        MakePathsAbsolute(options, folder);
        ReadToken("admin", options.Admin);
        ReadToken("proving", options.Proving);
        var verdict = new NodeOptionsValidator().Validate(name: null, options);
        return verdict.Failed ? throw new OptionsValidationException(nameof(NodeOptions), typeof(NodeOptions), verdict.Failures) : options;
    }

    /// <summary>A misspelt key would otherwise be a silent default.</summary>
    private static IEnumerable<string> UnknownKeys(IConfiguration section, Type type)
    {
        var known = TypeDescriptor.GetProperties(type).Cast<PropertyDescriptor>()
            .ToDictionary(property => property.Attributes.OfType<ConfigurationKeyNameAttribute>().FirstOrDefault()?.Name ?? property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!known.TryGetValue(child.Key, out var property))
            {
                yield return $"{child.Path.Replace(':', '.')}: is no key of the configuration. Known here: {string.Join(", ", known.Keys.Select(key => key.ToLowerInvariant()))}.";
            }
            else if (property.PropertyType == typeof(Dictionary<string, MemberOptions>))
            {
                foreach (var failure in child.GetChildren().SelectMany(member => UnknownKeys(member, typeof(MemberOptions))))
                    yield return failure;
            }
            else if (property.PropertyType.Namespace == typeof(NodeOptions).Namespace && property.PropertyType.IsClass)
            {
                foreach (var failure in UnknownKeys(child, property.PropertyType))
                    yield return failure;
            }
        }
    }

    private static void MakePathsAbsolute(NodeOptions options, string folder)
    {
        string Absolute(string path) => path.Length == 0 ? path : Path.GetFullPath(path, folder);
        options.Node.Data = Absolute(options.Node.Data);
        options.Node.Genesis = Absolute(options.Node.Genesis);
        options.Node.VerifyingKey = Absolute(options.Node.VerifyingKey);
        options.Node.CheckpointKey = Absolute(options.Node.CheckpointKey);
        options.Tls.Certificate = Absolute(options.Tls.Certificate);
        options.Tls.Key = Absolute(options.Tls.Key);
        options.Tls.Peers = Absolute(options.Tls.Peers);
        options.Queue.ProvingKey = Absolute(options.Queue.ProvingKey);
        options.Admin.TokenFile = Absolute(options.Admin.TokenFile);
        options.Proving.TokenFile = Absolute(options.Proving.TokenFile);
        options.Embedded.Data = Absolute(options.Embedded.Data);
    }

    private static void ReadToken(string section, AccessOptions access)
    {
        if (access.TokenFile.Length == 0)
            return;
        if (access.Token.Length > 0)
            throw Refused($"{section}.token_file: stands beside {section}.token. Give one of them.");
        try
        {
            access.Token = File.ReadLines(access.TokenFile).FirstOrDefault() ?? "";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Refused($"{section}.token_file: {problem.Message} Give a file that the node may read.");
        }

        if (access.Token.Length == 0)
            throw Refused($"{section}.token_file: '{access.TokenFile}' is empty. Its first line is the token; `openssl rand -hex 32` makes one.");
    }

    private static OptionsValidationException Refused(string failure) => new(nameof(NodeOptions), typeof(NodeOptions), [failure]);
}
