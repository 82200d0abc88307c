using Amaters.Circuits.Fields;
using Amaters.Ledger.Client.Tags;

namespace Amaters.Ledger.Client.Tests.Tags;

public sealed class TagTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, TagKey.ByteCount).Select(i => (byte)i)];

    [Fact]
    public void A_collection_id_is_the_documented_hash()
    {
        // printf 'amaters-ledger collection v1customers' | sha256sum | cut -c1-62, and a zero byte
        Assert.Equal("d0717803454ee1e6cf5bbd0f9c38be6d6229311142074bc0edb3bc5b9d440900", Encoded(CollectionId.Of("customers")));
    }

    [Fact]
    public void A_tag_is_the_documented_code()
    {
        // (printf 'amaters-ledger tag v1\007'; head -c 31 /dev/zero; printf 'alice') |
        //   openssl mac -digest SHA256 -macopt hexkey:000102…1f HMAC | cut -c1-62, and a zero byte
        using var key = TagKey.FromBytes(Key);
        Assert.Equal("dcadae4933990d7cca3bb1078b58a91fc1747dbbd66429e8d5480f4e1e941900", Encoded(key.TagOf(Fr.FromUInt64(7), "alice"u8)));
    }

    [Fact]
    public void Tags_differ_by_tag_key_collection_and_key()
    {
        using var first = TagKey.FromBytes(Key);
        using var second = TagKey.Generate();
        var (customers, orders) = (CollectionId.Of("customers"), CollectionId.Of("orders"));
        var tags = new[]
        {
            first.TagOf(customers, "alice"u8),
            second.TagOf(customers, "alice"u8),
            first.TagOf(orders, "alice"u8),
            first.TagOf(customers, "alicf"u8),
            first.TagOf(customers, "alice\0"u8),
            first.TagOf(customers, []),
        };
        Assert.Equal(tags.Length, tags.Distinct().Count());
        Assert.Equal(first.TagOf(customers, "alice"u8), first.TagOf(customers, "alice"u8));
    }

    [Fact]
    public void A_name_that_is_not_text_is_no_collection()
    {
        Assert.Throws<ArgumentException>(() => CollectionId.Of(""));
        Assert.ThrowsAny<ArgumentException>(() => CollectionId.Of("\ud800"));
        Assert.ThrowsAny<ArgumentException>(() => CollectionId.Of("a\udfff"));
    }

    [Fact]
    public void A_collection_name_has_a_length_limit_in_bytes()
    {
        Assert.NotEqual(Fr.Zero, CollectionId.Of(new string('é', CollectionId.MaxNameByteCount / 2)));
        Assert.Throws<ArgumentException>(() => CollectionId.Of(new string('é', CollectionId.MaxNameByteCount / 2) + "x"));
    }

    [Fact]
    public void A_disposed_tag_key_is_gone()
    {
        var key = TagKey.Generate();
        var memory = key.Encoded;
        key.Dispose();
        Assert.False(memory.ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => key.TagOf(Fr.One, []));
    }

    [Fact]
    public void A_tag_key_shows_in_no_string()
    {
        using var key = TagKey.FromBytes(Key);
        Assert.DoesNotContain(Convert.ToHexString(Key)[..8], key.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Encoded(Fr element)
    {
        var bytes = new byte[Fr.EncodedByteCount];
        element.Encode(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
