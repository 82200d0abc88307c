using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace Amaters.Ledger.Client.Importing;

/// <summary>Reads CSV (RFC 4180) whose first row names the columns.</summary>
public static class CsvRecords
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads row by row.</summary>
    /// <param name="source">The text.</param>
    /// <param name="keyColumn">The column that names a record.</param>
    /// <exception cref="InvalidDataException">The text is not CSV, lacks the column, or repeats a key; the message names the row.</exception>
    public static IEnumerable<CsvRecord> Read(TextReader source, string keyColumn)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var csv = new CsvReader(source, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = bad => throw new InvalidDataException($"Row {bad.Context.Parser!.Row} is not CSV: {bad.Field}") });
        if (!csv.Read() || !csv.ReadHeader())
            throw new InvalidDataException("The file is empty; its first row must name the columns.");
        var columns = csv.HeaderRecord!;
        var keyIndex = Array.IndexOf(columns, keyColumn);
        if (keyIndex < 0)
            throw new InvalidDataException($"There is no column '{keyColumn}'; the columns are {string.Join(", ", columns)}.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var (row, number) = (csv.Parser.Record!, csv.Parser.Row);
            if (row.Length != columns.Length)
                throw new InvalidDataException($"Row {number} has {row.Length} fields, and the header has {columns.Length}.");
            if (row[keyIndex].Length == 0)
                throw new InvalidDataException($"Row {number} has no value in the key column '{keyColumn}'.");
            if (!keys.Add(row[keyIndex]))
                throw new InvalidDataException($"Row {number} repeats the key '{row[keyIndex]}'; choose a column whose values differ.");
            yield return new CsvRecord(row[keyIndex], ToJson(columns, row));
        }
    }

    private static string ToJson(string[] columns, string[] row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
                json.WriteString(columns[i], row[i]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
