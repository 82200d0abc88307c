using System.Text.Json;
using Amaters.Ledger.Client.Encryption;
using Amaters.Testing;

namespace Amaters.Ledger.Client.Tests.Encryption;

/// <summary>Reads <c>vectors/rfc9180</c>; SOURCE.md there says where they come from.</summary>
internal static class HpkeVectors
{
    public static IReadOnlyList<JsonElement> AppendixA { get; } = Read("appendix-a.json");

    public static IReadOnlyList<JsonElement> Accumulated { get; } = Read("accumulated.json");

    public static byte[] Hex(this JsonElement vector, string field) => Convert.FromHexString(vector.GetProperty(field).GetString()!);

    public static HpkeAead Aead(this JsonElement vector) => (HpkeAead)vector.GetProperty("aead_id").GetUInt16();

    private static JsonElement[] Read(string name)
    {
        var path = RepositoryRoot.Combine($"tests/Amaters.Ledger.Client.Tests/vectors/rfc9180/{name}");
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray()];
    }
}
