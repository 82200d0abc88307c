using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Amaters.Verifier.Json;

/// <summary>Parses untrusted JSON without exceptions: bounded length and depth, no duplicate names, no comments.</summary>
internal static class StrictJson
{
    /// <summary>Parses a document; false where it is not one. Too long a document is the caller's to refuse before.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, int maxDepth, [NotNullWhen(true)] out JsonDocument? document)
    {
        try
        {
            document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second comes from comparing names that are half a surrogate pair.
            document = null;
            return false;
        }
    }
}
