using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Client.Tests.Encryption;

public sealed class HpkeKeyTests
{
    /// <summary>u-coordinates of the points whose order divides 8, on Curve25519 and its twist, all below 2²⁵⁵ − 19.</summary>
    public static TheoryData<string> SmallOrderPoints =>
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    [Theory]
    [MemberData(nameof(SmallOrderPoints))]
    public void A_point_of_small_order_is_no_public_key(string encoded)
    {
        Assert.False(HpkePublicKey.TryDecode(Convert.FromHexString(encoded), out var key, out var reason));
        Assert.Null(key);
        Assert.Equal(HpkeKeyRejection.SmallOrder, reason);
    }

    [Theory]
    [MemberData(nameof(SmallOrderPoints))]
    public void A_point_of_small_order_encapsulates_nothing(string encoded)
    {
        using var recipient = HpkePrivateKey.Generate();
        Assert.False(HpkeRecipient.TryCreate(new EncapsulatedKey(Convert.FromHexString(encoded)), recipient, HpkeAead.Aes256Gcm, [], out _));
    }

    [Theory]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // p, another 0
    [InlineData("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // p + 9, another 9
    [InlineData("0900000000000000000000000000000000000000000000000000000000000080")] // top bit set, another 9
    public void A_second_spelling_of_a_coordinate_is_refused(string encoded)
    {
        Assert.False(HpkePublicKey.TryDecode(Convert.FromHexString(encoded), out _, out var reason));
        Assert.Equal(HpkeKeyRejection.NotCanonical, reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int length)
    {
        Assert.False(HpkePublicKey.TryDecode(new byte[length], out _, out var reason));
        Assert.Equal(HpkeKeyRejection.WrongLength, reason);
        Assert.Throws<ArgumentException>(() => HpkePrivateKey.FromBytes(new byte[length]));
        Assert.Throws<ArgumentException>(() => new EncapsulatedKey(new byte[length]));
    }

    [Fact]
    public void A_public_key_survives_its_encoding()
    {
        using var key = HpkePrivateKey.Generate();
        Assert.True(HpkePublicKey.TryDecode(key.PublicKey.Encoded, out var decoded, out var reason));
        Assert.Equal(HpkeKeyRejection.None, reason);
        Assert.Equal(key.PublicKey, decoded);
        Assert.Equal(key.PublicKey.KeyId, decoded.KeyId);
    }

    [Fact]
    public void Different_keys_have_different_ids()
    {
        using var first = HpkePrivateKey.Generate();
        using var second = HpkePrivateKey.Generate();
        Assert.NotEqual(first.PublicKey.KeyId, second.PublicKey.KeyId);
    }

    [Fact]
    public void A_disposed_key_is_gone()
    {
        var key = HpkePrivateKey.Generate();
        var memory = key.Encoded;
        key.Dispose();
        Assert.False(memory.ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => key.Encoded.Length);
    }
}
