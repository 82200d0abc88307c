using System.Text;

namespace Amaters.Ledger.Node.Demo;

/// <summary>A CSV file (RFC 4180): a row of column names, then rows of as many fields.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">The fields of each row.</param>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">The text is not of that form; the message names the row.</exception>
    public static CsvTable Read(TextReader reader)
    {
        var rows = ReadRows(reader).ToList();
        if (rows.Count < 2)
            throw new InvalidDataException("The CSV file needs a row of column names and at least one row of data.");
        var columns = rows[0];
        var odd = rows.FindIndex(row => row.Count != columns.Count);
        if (odd >= 0)
            throw new InvalidDataException($"Row {odd + 1} of the CSV file has {rows[odd].Count} fields; the first row names {columns.Count} columns.");
        return new CsvTable(columns, rows[1..]);
    }

    /// <summary>Position of a column.</summary>
    /// <exception cref="InvalidDataException">There is none of that name.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }

        throw new InvalidDataException($"The CSV file has no column '{column}'. It has: {string.Join(", ", Columns)}.");
    }

    private static IEnumerable<IReadOnlyList<string>> ReadRows(TextReader reader)
    {
        var row = new List<string>();
        // A comma at the very end of the file has one more, empty field behind it.
        while (reader.Peek() >= 0 || row.Count > 0)
        {
            row.Add(ReadField(reader, out var endsRow));
            if (!endsRow)
                continue;
            // An empty line holds one empty field and is no row.
            if (row is not [""])
                yield return row;
            row = [];
        }
    }

    private static string ReadField(TextReader reader, out bool endsRow)
    {
        var field = new StringBuilder();
        var isQuoted = reader.Peek() == '"';
        if (isQuoted)
            reader.Read();
        while (reader.Read() is var next and >= 0)
        {
            if (isQuoted && next == '"')
            {
                // Two quotes are one; a single one ends the quoted part.
                if (reader.Peek() != '"')
                {
                    isQuoted = false;
                    continue;
                }

                reader.Read();
            }
            else if (!isQuoted && next is (',' or '\n' or '\r'))
            {
                if (next == '\r' && reader.Peek() == '\n')
                    reader.Read();
                endsRow = next != ',';
                return field.ToString();
            }

            field.Append((char)next);
        }

        endsRow = true;
        return field.ToString();
    }
}
