using System.Globalization;
using Tomlyn;
using Tomlyn.Model;

namespace Amaters.Ledger.Node.Configuration;

/// <summary>Reads a TOML file into configuration keys: tables become sections, arrays are numbered from 0.</summary>
internal sealed class TomlConfigurationProvider(TomlConfigurationSource source) : FileConfigurationProvider(source)
{
    /// <inheritdoc />
    /// <exception cref="InvalidDataException">The text is not TOML; the message names line and column.</exception>
    public override void Load(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            if (TomlSerializer.Deserialize<TomlTable>(reader.ReadToEnd()) is { } table)
                Add(data, table, prefix: "");
        }
        catch (TomlException problem)
        {
            throw new InvalidDataException($"{Source.Path} is not TOML: {problem.Message}", problem);
        }

        Data = data;
    }

    private static void Add(Dictionary<string, string?> data, object? value, string prefix)
    {
        switch (value)
        {
            case TomlTable table:
                foreach (var (key, item) in table)
                    Add(data, item, prefix.Length == 0 ? key : ConfigurationPath.Combine(prefix, key));
                break;
            case TomlArray array:
                for (var i = 0; i < array.Count; i++)
                    Add(data, array[i], ConfigurationPath.Combine(prefix, i.ToString(CultureInfo.InvariantCulture)));
                break;
            default:
                data[prefix] = Convert.ToString(value, CultureInfo.InvariantCulture);
                break;
        }
    }
}
