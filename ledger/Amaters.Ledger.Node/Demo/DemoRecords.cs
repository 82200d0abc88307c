using System.Reflection;
using System.Text;
using System.Text.Json;
using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Node.Demo;

/// <summary>The records that the demonstration imports: rows of a CSV file, each under the value of one column.</summary>
/// <param name="Name">Name of the collection: the file's, without its ending.</param>
/// <param name="Contents">One content for each row: the key column as key, the whole row as JSON.</param>
internal sealed record DemoRecords(string Name, IReadOnlyList<RecordContent> Contents)
{
    private const string ShippedFile = "mayo-pbc.csv";
    private const string ShippedKey = "id";

    /// <summary>The data set that comes with the program: 418 patients of a clinical trial (Demo/SOURCE.md).</summary>
    public static DemoRecords Shipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ShippedFile)!;
        using var reader = new StreamReader(stream);
        return Of(Path.GetFileNameWithoutExtension(ShippedFile), CsvTable.Read(reader), ShippedKey);
    }

    /// <summary>Reads a file of the user's.</summary>
    /// <exception cref="InvalidDataException">The file is no CSV table, has no such column, or a key stands in two rows.</exception>
    public static DemoRecords Read(string path, string keyColumn)
    {
        using var reader = new StreamReader(path);
        return Of(Path.GetFileNameWithoutExtension(path), CsvTable.Read(reader), keyColumn);
    }

    private static DemoRecords Of(string name, CsvTable table, string keyColumn)
    {
        var key = table.IndexOf(keyColumn);
        if (table.Rows.CountBy(row => row[key]).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1 } repeated)
            throw new InvalidDataException($"Column '{keyColumn}' holds '{repeated.Key}' in {repeated.Value} rows; records need a key of their own. Name another column with --key.");
        return new DemoRecords(name, [.. table.Rows.Select(row => new RecordContent(Encoding.UTF8.GetBytes(row[key]), ToJson(table.Columns, row)))]);
    }

    private static byte[] ToJson(IReadOnlyList<string> columns, IReadOnlyList<string> row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (column, value) in columns.Zip(row))
                json.WriteString(column, value);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
