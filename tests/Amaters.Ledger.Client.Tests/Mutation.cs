namespace Amaters.Ledger.Client.Tests;

/// <summary>One random edit of a byte string, the way a fuzzer makes them.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] original, Random random)
    {
        var at = random.Next(original.Length);
        var length = random.Next(1, Math.Min(64, original.Length - at) + 1);
        var noise = new byte[length];
        random.NextBytes(noise);
        return random.Next(6) switch
        {
            0 => original[..at],
            1 => [.. original.AsSpan(0, at), .. original.AsSpan(at + length)],
            2 => [.. original.AsSpan(0, at), .. noise, .. original.AsSpan(at)],
            3 => [.. original.AsSpan(0, at), .. noise, .. original.AsSpan(at + length)],
            4 => [.. original.AsSpan(0, at), .. new byte[length], .. original.AsSpan(at + length)],
            _ => [.. original.AsSpan(0, at + length), .. original.AsSpan(at)],
        };
    }
}
