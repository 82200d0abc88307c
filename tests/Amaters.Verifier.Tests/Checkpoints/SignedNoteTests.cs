using System.Text;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Verifier.Tests.Checkpoints;

public sealed class SignedNoteTests
{
    /// <summary>The example of Go's golang.org/x/mod/sumdb/note package: an outside note that must verify here.</summary>
    private const string PeterNeumannKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string PeterNeumannNote =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void A_note_signed_by_another_program_verifies()
    {
        var publicKey = Convert.FromBase64String(PeterNeumannKey.Split('+', 3)[2])[1..];
        Assert.True(SignedNote.TryDecode(Encoding.UTF8.GetBytes(PeterNeumannNote), out var note));
        Assert.True(new NoteVerifier("PeterNeumann", publicKey).HasSigned(note!));
    }

    [Fact]
    public void A_checkpoint_survives_the_round_trip_and_belongs_to_its_ledger_only()
    {
        using var signer = NoteSigner.Generate("ledger.test/node-1", out _);
        var checkpoint = new Checkpoint(Fr.FromUInt64(7), 42, [.. TransparencyTree.HashLeaf("x"u8)]);
        Assert.True(SignedNote.TryDecode(checkpoint.Sign(signer).Encode(), out var note));
        Assert.True(signer.Verifier.HasSigned(note!));
        Assert.True(Checkpoint.TryRead(note!.Text, Fr.FromUInt64(7), out var read));
        Assert.Equal(checkpoint.ToText(), read!.ToText());
        Assert.False(Checkpoint.TryRead(note.Text, Fr.FromUInt64(8), out _));
    }

    [Fact]
    public void No_changed_byte_of_a_signed_checkpoint_is_accepted()
    {
        using var signer = NoteSigner.Generate("node", out _);
        var checkpoint = new Checkpoint(Fr.One, 3, [.. TransparencyTree.HashLeaf("x"u8)]);
        var bytes = checkpoint.Sign(signer).Encode();
        for (var i = 0; i < bytes.Length; i++)
        {
            var tampered = (byte[])bytes.Clone();
            tampered[i] ^= 1;
            var accepted = SignedNote.TryDecode(tampered, out var note) && signer.Verifier.HasSigned(note!);
            Assert.False(accepted, $"byte {i}");
        }
    }

    [Fact]
    public void Another_key_of_the_same_name_has_not_signed()
    {
        using var signer = NoteSigner.Generate("node", out _);
        using var impostor = NoteSigner.Generate("node", out _);
        var note = new Checkpoint(Fr.One, 3, [.. TransparencyTree.EmptyRoot]).Sign(impostor);
        Assert.False(signer.Verifier.HasSigned(note));
        Assert.Null(signer.Verifier.CosignedAt(note));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n\n")]
    [InlineData("no blank line\n")]
    [InlineData("text\n\nno dash\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— name !!!!\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— na+me AAAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAAAA")]
    public void Text_that_is_no_note_is_refused(string text) =>
        Assert.False(SignedNote.TryDecode(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("03")]
    [InlineData("+3")]
    [InlineData("-3")]
    [InlineData("3 ")]
    public void A_size_has_one_spelling(string size)
    {
        var text = new Checkpoint(Fr.One, 3, [.. TransparencyTree.EmptyRoot]).ToText();
        Assert.False(Checkpoint.TryRead(text.Replace("\n3\n", $"\n{size}\n", StringComparison.Ordinal), Fr.One, out _));
    }
}
