using System.Numerics;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>Evaluates the formulas of docs/statement.md from their written form: the identifiers are those of the document.</summary>
public sealed class StatementFormulaTests
{
    private static readonly Command Example = new(Operation.Transfer, Key(7), 41, Fr.FromUInt64(1001), Fr.FromUInt64(1002));

    [Fact]
    public void STATE_2_client_id()
    {
        var key = Alice.PublicKey;
        Assert.Equal(H8(1, key.Point.U, key.Point.V, 0, 0, 0, 0, 0), key.ClientId);
    }

    [Fact]
    public void STATE_3_command_digest()
    {
        var client = Alice.PublicKey.ClientId;
        Assert.Equal(H8(2, client, 3, Example.Key.Collection, Example.Key.Tag, 41, 1001, 1002), Example.Digest(client));
        Assert.Equal(Example.Digest(client), SignedCommand.Sign(Example, Alice, LedgerId).Digest);
    }

    [Fact]
    public void STATE_4_position() =>
        Gen.Select(Gen.Int, Gen.Int[1, 21]).Sample((tag, depth) =>
        {
            var hash = H8(4, Key(tag).Collection, Key(tag).Tag, 0, 0, 0, 0, 0).ToBigInteger();
            Assert.Equal((ulong)(hash % BigInteger.Pow(8, depth)), Key(tag).Position(depth));
        }, iter: 50);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void STATE_5_record_leaf(bool live)
    {
        var record = new Record(Key(7), 12, Fr.FromUInt64(13), Fr.FromUInt64(14), Fr.FromUInt64(15), live);
        Assert.Equal(H8(5, record.Key.Collection, record.Key.Tag, 12, 13, 14, 15, live ? 1 : 0), record.Leaf());
    }

    [Fact]
    public void STATE_7_payload_digest() =>
        Gen.Byte.Array[0, 100].Sample(ciphertext =>
            PayloadDigest.Of(ciphertext).ToBigInteger() == new BigInteger(SHA256.HashData(ciphertext).AsSpan(0, 31), isUnsigned: true));

    [Fact]
    public void BATCH_1_header_digest()
    {
        var header = new BatchHeader(Fr.FromUInt64(21), Fr.FromUInt64(22), Fr.FromUInt64(23), Fr.FromUInt64(24), new BatchOutcomes(0b101), new BatchRange(1, 2, 3), Fr.FromUInt64(25));
        Assert.Equal(H8(6, 21, 22, 23, 24, 5, (((BigInteger.One << 64) + 2) << 16) + 3, 25), header.Digest());
    }

    [Fact]
    public void BATCH_3_outcomes() =>
        Gen.Enum<CommandResult>().Array[0, 128].Sample(results =>
        {
            var sum = results.Select((result, i) => result == CommandResult.Applied ? BigInteger.Pow(2, i) : 0).Aggregate(BigInteger.Zero, BigInteger.Add);
            var outcomes = BatchOutcomes.Of(results);
            Assert.Equal(sum, outcomes.ToFr().ToBigInteger());
            Assert.All(Enumerable.Range(0, results.Length), i => Assert.Equal(results[i] == CommandResult.Applied, outcomes[i]));
        }, iter: 100);

    [Fact]
    public void BATCH_4_range() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.UShort).Sample((batchNumber, firstIndex, count) =>
        {
            var packed = (((BigInteger)batchNumber * BigInteger.Pow(2, 64)) + firstIndex) * BigInteger.Pow(2, 16) + count;
            Assert.Equal(packed, new BatchRange(batchNumber, firstIndex, count).ToFr().ToBigInteger());
        });

    [Fact]
    public void Padding_is_a_noop_of_zeros() =>
        Assert.Equal(H8(2, Alice.PublicKey.ClientId, 0, 0, 0, 0, 0, 0), Command.Padding.Digest(Alice.PublicKey.ClientId));

    private static Fr H8(params Operand[] operands)
    {
        Fr[] input = [.. operands.Select(operand => operand.Value)];
        var state = input.ToArray();
        Poseidon2.Permute(state);
        return state[0] + input[0];
    }

    /// <summary>Lets integers and elements stand side by side in a formula.</summary>
    private readonly record struct Operand(Fr Value)
    {
        public static implicit operator Operand(Fr value) => new(value);

        public static implicit operator Operand(int value) => new(Fr.FromInt64(value));

        public static implicit operator Operand(BigInteger value) => new(Fr.FromBigInteger(value));
    }
}
