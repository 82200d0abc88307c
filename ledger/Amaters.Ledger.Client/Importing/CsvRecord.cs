namespace Amaters.Ledger.Client.Importing;

/// <summary>One row of a CSV file.</summary>
/// <param name="Key">Value of the key column.</param>
/// <param name="Json">The row as a JSON object, columns in the file's order: what becomes the record's value.</param>
public sealed record CsvRecord(string Key, string Json);
