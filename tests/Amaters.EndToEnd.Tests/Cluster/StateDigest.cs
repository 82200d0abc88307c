using System.Security.Cryptography;
using System.Text;
using RocksDbSharp;

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary>Reads the state database of a stopped node with RocksDB itself, so that no code of the ledger stands between files and verdict.</summary>
internal static class StateDigest
{
    /// <summary>A digest for each column family: every key and every value, in order, lengths included.</summary>
    public static SortedDictionary<string, string> Of(string folder)
    {
        var names = RocksDb.ListColumnFamilies(new DbOptions(), folder).ToList();
        var families = new ColumnFamilies();
        foreach (var name in names)
            families.Add(name, new ColumnFamilyOptions());
        using var database = RocksDb.OpenReadOnly(new DbOptions(), folder, families, errIfLogFileExists: false);
        return new SortedDictionary<string, string>(names.ToDictionary(name => name, name => Of(database, database.GetColumnFamily(name))), StringComparer.Ordinal);
    }

    private static string Of(RocksDb database, ColumnFamilyHandle family)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var rows = database.NewIterator(family);
        long count = 0;
        for (rows.SeekToFirst(); rows.Valid(); rows.Next(), count++)
        {
            var (key, value) = (rows.Key(), rows.Value());
            hash.AppendData(Encoding.ASCII.GetBytes($"{key.Length},{value.Length};"));
            hash.AppendData(key);
            hash.AppendData(value);
        }

        return $"{count} rows {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
