namespace Amaters.Fuzz;

/// <summary>A decoder did what no decoder may do.</summary>
public sealed class FindingException(string message) : Exception(message)
{
    /// <summary>Throws unless writing the accepted value gives the bytes that were read: one value, one encoding.</summary>
    public static void ThrowUnlessSame(ReadOnlySpan<byte> read, ReadOnlySpan<byte> written)
    {
        if (!read.SequenceEqual(written))
            throw new FindingException($"Two encodings of one value: read {Convert.ToHexStringLower(read)}, written {Convert.ToHexStringLower(written)}.");
    }
}
