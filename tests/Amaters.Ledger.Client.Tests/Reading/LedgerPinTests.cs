using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Reading;

namespace Amaters.Ledger.Client.Tests.Reading;

public sealed class LedgerPinTests : IDisposable
{
    private static readonly Fr LedgerId = Fr.FromUInt64(1001);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-pin-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_pin_moves_along_the_chain()
    {
        var pin = LedgerPin.OfGenesis(LedgerId);
        var first = Header(1, Fr.Zero);
        var second = Header(2, first.Digest());
        var tenth = Header(10, Fr.FromUInt64(9));
        foreach (var header in new[] { first, second, tenth })
        {
            Assert.Equal(PinVerdict.Newer, pin.Compare(header));
            pin = pin.MoveTo(header);
            Assert.Equal(PinVerdict.Same, pin.Compare(header));
        }

        Assert.Equal(new LedgerPin(LedgerId, 10, tenth.Digest()), pin);
    }

    [Fact]
    public void A_rollback_is_seen()
    {
        var pin = new LedgerPin(LedgerId, 5, Header(5, Fr.One).Digest());
        Assert.Equal(PinVerdict.Older, pin.Compare(Header(4, Fr.One)));
        Assert.Throws<ArgumentException>(() => pin.MoveTo(Header(4, Fr.One)));
    }

    [Fact]
    public void A_fork_is_seen()
    {
        var pin = new LedgerPin(LedgerId, 5, Header(5, Fr.One).Digest());
        Assert.Equal(PinVerdict.Forked, pin.Compare(Header(5, Fr.Zero)));
        Assert.Equal(PinVerdict.Forked, pin.Compare(Header(6, Fr.One)));
        Assert.Throws<ArgumentException>(() => pin.MoveTo(Header(6, Fr.One)));
    }

    [Fact]
    public void A_first_batch_with_a_predecessor_is_a_fork() =>
        Assert.Equal(PinVerdict.Forked, LedgerPin.OfGenesis(LedgerId).Compare(Header(1, Fr.One)));

    [Fact]
    public void Another_ledgers_header_is_refused() =>
        Assert.Equal(PinVerdict.OtherLedger, LedgerPin.OfGenesis(LedgerId).Compare(Header(1, Fr.Zero) with { LedgerId = Fr.One }));

    [Fact]
    public void A_pin_survives_its_file()
    {
        var path = Path.Combine(_folder.FullName, "ledger.pin");
        foreach (var pin in new[] { LedgerPin.OfGenesis(LedgerId), new LedgerPin(LedgerId, ulong.MaxValue, -Fr.One) })
        {
            LedgerPinFile.Save(path, pin);
            Assert.True(LedgerPinFile.TryLoad(path, out var loaded, out _));
            Assert.Equal(pin, loaded);
        }
    }

    [Fact]
    public void A_damaged_pin_is_refused()
    {
        var original = new LedgerPin(LedgerId, 5, Fr.One).Encode();
        for (int i = 0; i < original.Length; i++)
        {
            var damaged = original.ToArray();
            damaged[i] ^= 1;
            var expected = i < 8 ? LedgerPinRejection.NotAPin : i < 10 ? LedgerPinRejection.UnknownVersion : LedgerPinRejection.Damaged;
            Assert.Equal(expected, Rejection(damaged));
        }

        for (int length = 0; length < original.Length; length++)
            Assert.Equal(LedgerPinRejection.WrongLength, Rejection(original[..length]));
        Assert.Equal(LedgerPinRejection.WrongLength, Rejection([.. original, 0]));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    public void A_pin_with_an_element_beyond_the_modulus_is_refused(int offset)
    {
        var encoded = new LedgerPin(LedgerId, 5, Fr.One).Encode();
        encoded.AsSpan(offset, Fr.EncodedByteCount).Fill(0xff);
        SHA256.HashData(encoded.AsSpan(0, 82), encoded.AsSpan(82));
        Assert.Equal(LedgerPinRejection.NotCanonical, Rejection(encoded));
    }

    private static LedgerPinRejection Rejection(byte[] encoded)
    {
        Assert.False(LedgerPin.TryDecode(encoded, out _, out var reason));
        return reason;
    }

    private static BatchHeader Header(ulong batchNumber, Fr previousHeader) =>
        new(previousHeader, Fr.FromUInt64(1), Fr.FromUInt64(2), Fr.FromUInt64(3), default, new BatchRange(batchNumber, batchNumber, 1), LedgerId);
}
