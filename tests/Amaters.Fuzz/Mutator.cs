using System.Text;

namespace Amaters.Fuzz;

/// <summary>Makes inputs from seeds by a few random edits each, as afl's havoc stage does. The same seed gives the same inputs.</summary>
internal sealed class Mutator(ulong seed, IReadOnlyList<byte[]> seeds)
{
    // What JSON readers and number parsers stumble over.
    private static readonly byte[][] Words = [.. new[] { "\\ud800", "\\u0070", "\\\"", "null", "true", "{}", "[[[[[[[[[[", "1e999", "-0", "\"protocol\":1," }.Select(Encoding.ASCII.GetBytes)];

    // Bytes at the limits of integers, of ASCII digits and of JSON.
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x20, .. "\"[]{},:\\-.0123456789eu"u8];

    private ulong _state = seed;

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var input = new List<byte>(seeds[Below(seeds.Count)]);
        for (var edits = 1 + Below(4); edits > 0; edits--)
            Edit(input);
        return [.. input];
    }

    private void Edit(List<byte> input)
    {
        if (input.Count == 0)
        {
            input.Add(Interesting[Below(Interesting.Length)]);
            return;
        }

        var position = Below(input.Count);
        var length = 1 + Below(Math.Min(64, input.Count - position));
        switch (Below(9))
        {
            case 0:
                input[position] ^= (byte)(1 << Below(8));
                break;
            case 1:
                input[position] = Interesting[Below(Interesting.Length)];
                break;
            case 2:
                input[position] += (byte)(Below(2) == 0 ? 1 : 255);
                break;
            case 3:
                input.Insert(position, Interesting[Below(Interesting.Length)]);
                break;
            case 4:
                input.RemoveRange(position, length);
                break;
            case 5:
                input.InsertRange(Below(input.Count), input.GetRange(position, length));
                break;
            case 6:
                input.RemoveRange(position, input.Count - position);
                break;
            case 7:
                input.InsertRange(position, Words[Below(Words.Length)]);
                break;
            default:
                var other = seeds[Below(seeds.Count)];
                var from = Below(other.Length);
                input.InsertRange(position, other.AsSpan(from, Below(Math.Min(64, other.Length - from))).ToArray());
                break;
        }
    }

    private int Below(int limit) => (int)(Random() % (ulong)limit);

    // SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    private ulong Random()
    {
        _state += 0x9e3779b97f4a7c15;
        var z = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
