using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Headers;

namespace Amaters.Verifier.Tests.Headers;

public sealed class BatchHeaderJsonTests
{
    [Fact]
    public void A_header_is_read_back() => Gen.Select(Elements.Fr.Array[5], Gen.ULong.Array[4], Gen.UShort).Sample((elements, words, count) =>
    {
        var header = new BatchHeader(
            elements[0], elements[1], elements[2], elements[3], new BatchOutcomes(new UInt128(words[0], words[1])), new BatchRange(words[2], words[3], count), elements[4]);
        Assert.True(BatchHeaderJson.TryRead(BatchHeaderJson.Write(header), out var read, out var rejection));
        Assert.Equal(header, read);
        Assert.Equal(HeaderJsonRejection.None, rejection);
    });

    [Theory]
    [InlineData("", HeaderJsonRejection.NotJson)]
    [InlineData("{}{}", HeaderJsonRejection.NotJson)]
    [InlineData("{\"count\":\"1\",\"count\":\"1\"}", HeaderJsonRejection.NotJson)]
    [InlineData("[]", HeaderJsonRejection.MissingField)]
    [InlineData("{}", HeaderJsonRejection.MissingField)]
    public void Other_documents_are_rejected(string json, HeaderJsonRejection expected) => AssertRejected(expected, Encoding.UTF8.GetBytes(json));

    [Fact]
    public void A_document_beyond_its_limit_is_rejected_unread() => AssertRejected(HeaderJsonRejection.TooLarge, new byte[BatchHeaderJson.MaxByteCount + 1]);

    [Fact]
    public void Every_field_must_be_there()
    {
        foreach (var name in Fields())
            AssertRejected(HeaderJsonRejection.MissingField, json => json.Remove(name));
    }

    [Fact]
    public void Another_field_is_rejected_so_nothing_is_silently_passed_over() =>
        AssertRejected(HeaderJsonRejection.UnknownField, json => json["digest"] = "0x00");

    [Theory]
    [InlineData("previousHeader")]
    [InlineData("oldRoot")]
    [InlineData("newRoot")]
    [InlineData("commandsRoot")]
    [InlineData("ledgerId")]
    public void An_element_plus_r_is_rejected(string field)
    {
        var alias = (Fr.FromUInt64(7).ToBigInteger() + Fr.Modulus).ToString("x64", CultureInfo.InvariantCulture);
        AssertRejected(HeaderJsonRejection.NonCanonicalElement, json => json[field] = "0x" + alias);
    }

    [Theory]
    [InlineData("0x01")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000001 ")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0X0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000000A")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("")]
    public void An_element_has_one_spelling(string text) => AssertRejected(HeaderJsonRejection.NotHexadecimal, json => json["oldRoot"] = text);

    [Theory]
    [InlineData("count", "65536")]
    [InlineData("count", "08")]
    [InlineData("count", "-1")]
    [InlineData("batchNumber", "18446744073709551616")]
    [InlineData("firstIndex", "1.0")]
    [InlineData("firstIndex", "")]
    public void An_integer_has_its_size_and_one_spelling(string field, string text) => AssertRejected(HeaderJsonRejection.NotAnInteger, json => json[field] = text);

    [Fact]
    public void A_value_of_another_kind_is_rejected()
    {
        AssertRejected(HeaderJsonRejection.NotHexadecimal, json => json["oldRoot"] = 1);
        AssertRejected(HeaderJsonRejection.NotAnInteger, json => json["count"] = 8);
    }

    private static IEnumerable<string> Fields() => JsonNode.Parse(BatchHeaderJson.Write(SampleHeader.Value))!.AsObject().Select(field => field.Key);

    private static void AssertRejected(HeaderJsonRejection expected, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(BatchHeaderJson.Write(SampleHeader.Value))!.AsObject();
        change(json);
        AssertRejected(expected, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static void AssertRejected(HeaderJsonRejection expected, byte[] utf8)
    {
        Assert.False(BatchHeaderJson.TryRead(utf8, out var header, out var rejection));
        Assert.Equal((expected, null), (rejection, header));
    }
}
