using System.Text.Json;

namespace Amaters.Vectors.Eip2537;

/// <summary>Runs the cases of one EIP-2537 file: {Input, Expected, Name}, or {Input, ExpectedError, Name} in a <c>fail-</c> file.</summary>
internal static class Eip2537Suite
{
    private const string FailPrefix = "fail-";

    /// <summary>The operation that a file is for; null for a file of another kind.</summary>
    public static Eip2537Operation? OperationFor(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (name.StartsWith(FailPrefix, StringComparison.Ordinal))
            name = name[FailPrefix.Length..];
        return Path.GetExtension(path) == ".json" ? Eip2537Operation.ByFileName.GetValueOrDefault(name) : null;
    }

    /// <summary>Runs every case of a file; one that cannot be read fails.</summary>
    public static IEnumerable<CaseOutcome> Run(Eip2537Operation operation, JsonElement cases) =>
        cases.EnumerateArray().Select((element, index) =>
        {
            try
            {
                return RunCase(operation, element);
            }
            catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                return CaseOutcome.Fail($"case {index}", $"not a readable case: {exception.Message}");
            }
        });

    private static CaseOutcome RunCase(Eip2537Operation operation, JsonElement element)
    {
        var name = element.GetProperty("Name").GetString()!;
        var (result, error) = operation.Run(ReadBytes(element, "Input"));
        return element.TryGetProperty("ExpectedError", out var expectedError)
            ? JudgeError(name, expectedError.GetString()!, error)
            : JudgeResult(name, ReadBytes(element, "Expected"), result, error);
    }

    private static byte[] ReadBytes(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    private static CaseOutcome JudgeResult(string name, byte[] expected, byte[] result, Eip2537Error error)
    {
        if (error != Eip2537Error.None)
            return CaseOutcome.Fail(name, $"refused ({error}), but a result was expected");
        return expected.AsSpan().SequenceEqual(result)
            ? CaseOutcome.Pass(name)
            : CaseOutcome.Fail(name, $"expected {Convert.ToHexStringLower(expected)}, found {Convert.ToHexStringLower(result)}");
    }

    private static CaseOutcome JudgeError(string name, string expectedText, Eip2537Error error)
    {
        var expected = CategoryOf(expectedText);
        if (error == Eip2537Error.None)
            return CaseOutcome.Fail(name, $"accepted, but \"{expectedText}\" was expected");
        return expected is null || expected == error
            ? CaseOutcome.Pass(name)
            : CaseOutcome.Fail(name, $"refused as {error}, but \"{expectedText}\" was expected");
    }

    /// <summary>The reason that an error text of the published vectors names; null for a text in words that none of them uses.</summary>
    private static Eip2537Error? CategoryOf(string text)
    {
        bool Says(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("subgroup"))
            return Says("g1") ? Eip2537Error.G1Subgroup : Says("g2") ? Eip2537Error.G2Subgroup : null;
        if (Says("length"))
            return Eip2537Error.InputLength;
        if (Says("top bytes"))
            return Eip2537Error.TopBytes;
        if (Says("curve"))
            return Eip2537Error.NotOnCurve;
        return Says("element") ? Eip2537Error.FieldElement : null;
    }
}
