using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Signatures;

namespace Amaters.Circuits.Tests.Signatures;

/// <summary>A memo answers as decoding does, whatever it remembers.</summary>
public sealed class PublicKeyMemoTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void It_answers_as_decoding_does_also_where_keys_share_a_place(int capacity)
    {
        var memo = new PublicKeyMemo(capacity);
        List<byte[]> encodings = [.. Enumerable.Range(0, 6).Select(_ => Encode(SchnorrSecretKey.Generate().PublicKey))];
        // One bit away from a key that is remembered, too short, too long, the identity.
        byte[] damaged = [.. encodings[0]];
        damaged[20] ^= 1;
        encodings.AddRange([damaged, encodings[0][..31], [.. encodings[0], 0], [1, .. new byte[31]]]);
        for (var round = 0; round < 3; round++)
        {
            foreach (var encoding in encodings)
            {
                var isKey = SchnorrPublicKey.TryDecode(encoding, out var expected, out var expectedReason);
                Assert.Equal(isKey, memo.TryDecode(encoding, out var key, out var reason));
                Assert.Equal(expected, key);
                Assert.Equal(expectedReason, reason);
            }
        }
    }

    [Fact]
    public void A_key_that_was_decoded_before_is_the_same_object()
    {
        var memo = new PublicKeyMemo();
        var encoding = Encode(SchnorrSecretKey.Generate().PublicKey);
        Assert.True(memo.TryDecode(encoding, out var first, out _));
        Assert.True(memo.TryDecode(encoding, out var second, out var reason));
        Assert.Same(first, second);
        Assert.Equal(JubjubRejection.None, reason);
    }

    [Fact]
    public void A_callers_buffer_may_change_afterwards()
    {
        var memo = new PublicKeyMemo(capacity: 1);
        var (mine, other) = (Encode(SchnorrSecretKey.Generate().PublicKey), Encode(SchnorrSecretKey.Generate().PublicKey));
        var buffer = (byte[])mine.Clone();
        Assert.True(memo.TryDecode(buffer, out _, out _));
        other.CopyTo(buffer, 0);
        Assert.True(memo.TryDecode(buffer, out var key, out _));
        Assert.Equal(other, Encode(key));
    }

    [Fact]
    public void A_capacity_is_a_power_of_two() => Assert.Throws<ArgumentException>(() => new PublicKeyMemo(3));

    private static byte[] Encode(SchnorrPublicKey key)
    {
        var bytes = new byte[SchnorrPublicKey.EncodedByteCount];
        key.Encode(bytes);
        return bytes;
    }
}
