using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Tests.Trees;

public sealed class MerklePathEncodingTests
{
    private static readonly MerklePath Path = new(0b101_011, Enumerable.Range(1, 14).Select(i => Fr.FromInt64(i)).ToArray());

    [Fact]
    public void A_path_is_read_back_from_its_bytes()
    {
        var bytes = Encode(Path);
        Assert.Equal(9 + (32 * 7 * 2), bytes.Length);
        Assert.True(MerklePath.TryDecode(bytes, out var decoded, out var reason));
        Assert.Equal(MerklePathRejection.None, reason);
        Assert.Equal(Path.Position, decoded.Position);
        Assert.Equal(bytes, Encode(decoded));
    }

    [Fact]
    public void Missing_and_trailing_bytes_are_rejected()
    {
        var bytes = Encode(Path);
        AssertRejected([], MerklePathRejection.WrongLength);
        AssertRejected(bytes[..8], MerklePathRejection.WrongLength);
        AssertRejected(bytes[..^1], MerklePathRejection.WrongLength);
        AssertRejected([.. bytes, 0], MerklePathRejection.WrongLength);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(22)]
    [InlineData(255)]
    public void Depths_that_no_tree_has_are_rejected(byte depth)
    {
        var bytes = Encode(Path);
        bytes[0] = depth;
        AssertRejected(bytes, MerklePathRejection.UnsupportedDepth);
    }

    [Fact]
    public void A_position_beyond_the_last_leaf_is_rejected()
    {
        var bytes = Encode(Path);
        bytes[1] = 64;
        AssertRejected(bytes, MerklePathRejection.PositionOutOfRange);
    }

    [Fact]
    public void A_sibling_from_the_modulus_on_is_rejected()
    {
        var bytes = Encode(Path);
        bytes.AsSpan(bytes.Length - 32).Fill(0xff);
        AssertRejected(bytes, MerklePathRejection.NonCanonicalSibling);
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Byte.Array[0, 500].Sample(bytes =>
        {
            if (bytes.Length > 0)
                bytes[0] %= 3;
            if (MerklePath.TryDecode(bytes, out var path, out _))
                Assert.Equal(bytes, Encode(path));
        });

    [Fact]
    public void Impossible_paths_are_a_programmers_mistake()
    {
        Assert.Throws<ArgumentException>(() => new MerklePath(0, new Fr[6]));
        Assert.Throws<ArgumentException>(() => new MerklePath(0, []));
        Assert.Throws<ArgumentException>(() => new MerklePath(8, new Fr[7]));
        Assert.Throws<ArgumentException>(() => Path.Encode(new byte[10]));
    }

    private static byte[] Encode(MerklePath path)
    {
        var bytes = new byte[path.EncodedByteCount];
        path.Encode(bytes);
        return bytes;
    }

    private static void AssertRejected(byte[] bytes, MerklePathRejection expected)
    {
        Assert.False(MerklePath.TryDecode(bytes, out var path, out var reason));
        Assert.Null(path);
        Assert.Equal(expected, reason);
    }
}
