using System.Text;
using System.Text.Json;
using Amaters.Ledger.Node.Demo;

namespace Amaters.Ledger.Node.Tests.Demo;

public sealed class DemoRecordsTests
{
    [Fact]
    public void The_shipped_data_set_has_its_418_patients()
    {
        var records = DemoRecords.Shipped();
        Assert.Equal(418, records.Contents.Count);
        Assert.Equal("1", Encoding.UTF8.GetString(records.Contents[0].Key));
        using var first = JsonDocument.Parse(records.Contents[0].Value.ToArray());
        Assert.Equal("58.7652292950034", first.RootElement.GetProperty("age").GetString());
    }

    [Fact]
    public void Quotes_commas_and_line_breaks_are_read_as_RFC_4180_says()
    {
        var table = CsvTable.Read(new StringReader("id,\"a,b\"\r\n1,\"x\"\"y\"\r\n\r\n2,\"line\nbreak\"\n3,"));
        Assert.Equal(["id", "a,b"], table.Columns);
        Assert.Equal([["1", "x\"y"], ["2", "line\nbreak"], ["3", ""]], table.Rows);
    }

    [Theory]
    [InlineData("", "needs a row of column names")]
    [InlineData("id\n", "needs a row of column names")]
    [InlineData("id,name\n1,Ann\n2\n", "Row 3 of the CSV file has 1 fields")]
    public void A_table_of_another_form_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => CsvTable.Read(new StringReader(text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("surname", "no column 'surname'. It has: id, name")]
    [InlineData("name", "'Ann' in 2 rows")]
    public void A_key_column_must_exist_and_tell_rows_apart(string key, string message)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "id,name\n1,Ann\n2,Ann\n");
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => DemoRecords.Read(path, key)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }
}
