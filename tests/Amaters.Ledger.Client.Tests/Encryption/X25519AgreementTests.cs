using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Client.Tests.Encryption;

public sealed class X25519AgreementTests
{
    // RFC 7748 §5.2, both vectors.
    [Theory]
    [InlineData("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4", "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c", "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d", "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493", "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void The_published_answers_are_reproduced_by_each(string scalar, string point, string expected)
    {
        Assert.Equal(expected, Agree(X25519Agreement.TryAgreeManaged, Convert.FromHexString(scalar), Convert.FromHexString(point)));
        if (X25519Agreement.HasLibrary)
            Assert.Equal(expected, Agree(AgreeByLibrary, Convert.FromHexString(scalar), Convert.FromHexString(point)));
    }

    [Fact]
    public void Both_agree_on_any_input()
    {
        Assert.SkipUnless(X25519Agreement.HasLibrary, "libcrypto is not there.");
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[32]).Sample((scalar, point) =>
            Assert.Equal(Agree(X25519Agreement.TryAgreeManaged, scalar, point), Agree(AgreeByLibrary, scalar, point)), iter: 200);
    }

    // The points of small order (RFC 7748 §6.1 wants the zero result refused), and two of them plus p or with the high bit set.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Points_of_small_order_are_refused_by_each(string point)
    {
        var scalar = Enumerable.Repeat((byte)0x77, 32).ToArray();
        Assert.Null(Agree(X25519Agreement.TryAgreeManaged, scalar, Convert.FromHexString(point)));
        Assert.Null(Agree(AgreeAsAKeyDoes, scalar, Convert.FromHexString(point)));
        if (X25519Agreement.HasLibrary)
            Assert.Null(Agree(AgreeByLibrary, scalar, Convert.FromHexString(point)));
    }

    [Fact]
    public void A_key_agrees_from_many_threads_and_never_after_it_was_disposed()
    {
        var (own, peer) = (HpkePrivateKey.Generate(), HpkePrivateKey.Generate());
        var expected = Agree((_, point, agreement) => peer.TryAgree(point, agreement), [], own.PublicKey.Encoded.ToArray());
        Assert.NotNull(expected);
        Parallel.For(0, 64, _ => Assert.Equal(expected, Agree((_, point, agreement) => own.TryAgree(point, agreement), [], peer.PublicKey.Encoded.ToArray())));
        own.Dispose();
        peer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => own.TryAgree(new byte[32], new byte[32]));
        using var unused = HpkePrivateKey.Generate();
        unused.Dispose();
        Assert.Throws<ObjectDisposedException>(() => unused.TryAgree(new byte[32], new byte[32]));
    }

    private delegate bool Agreement(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> agreement);

    private static bool AgreeByLibrary(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> agreement)
    {
        using var key = X25519KeyHandle.Create(scalar);
        return X25519Agreement.TryAgreeByLibrary(key, point, agreement);
    }

    private static bool AgreeAsAKeyDoes(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point, Span<byte> agreement)
    {
        using var key = HpkePrivateKey.FromBytes(scalar);
        return key.TryAgree(point, agreement);
    }

    private static string? Agree(Agreement agree, byte[] scalar, byte[] point)
    {
        var result = new byte[32];
        return agree(scalar, point, result) ? Convert.ToHexStringLower(result) : null;
    }
}
