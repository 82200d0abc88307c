using System.Text;
using System.Text.Json.Nodes;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;

namespace Amaters.Prover.Tests.Batches;

public sealed class BatchJsonTests
{
    private static readonly CircuitShape Shape = new(2, 4);

    private static readonly Dictionary<string, (Action<JsonObject> Change, BatchJsonRejection Reason)> Damages = new()
    {
        ["a missing field"] = (batch => batch.Remove("ledgerId"), BatchJsonRejection.NotABatch),
        ["an unknown field"] = (batch => batch["extra"] = 1, BatchJsonRejection.NotABatch),
        ["a number as text"] = (batch => batch["treeDepth"] = "4", BatchJsonRejection.NotABatch),
        ["a null"] = (batch => batch["records"] = null, BatchJsonRejection.NotABatch),
        ["no commands a batch"] = (batch => batch["commandsPerBatch"] = 0, BatchJsonRejection.InvalidShape),
        ["a tree too deep"] = (batch => batch["treeDepth"] = 22, BatchJsonRejection.InvalidShape),
        ["an element of r"] = (batch => batch["ledgerId"] = "0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", BatchJsonRejection.NonCanonicalElement),
        ["an element without 0x"] = (batch => batch["previousHeader"] = new string('0', 66), BatchJsonRejection.NonCanonicalElement),
        ["a negative number"] = (batch => batch["batchNumber"] = "-1", BatchJsonRejection.NotAnInteger),
        ["a number of 65 bits"] = (batch => batch["firstIndex"] = "18446744073709551616", BatchJsonRejection.NotAnInteger),
        ["a short record"] = (batch => batch["records"]!.AsArray().Add("00"), BatchJsonRejection.InvalidRecord),
        ["a record twice"] = (batch => batch["records"]!.AsArray().Add(batch["records"]![0]!.DeepClone()), BatchJsonRejection.PositionTakenTwice),
        ["a command of zeros"] = (batch => batch["commands"]![0] = new string('0', 466), BatchJsonRejection.InvalidCommand),
        ["a command too many"] = (batch => batch["commands"]!.AsArray().Add(batch["commands"]![0]!.DeepClone()), BatchJsonRejection.InvalidBatch),
        ["another ledger"] = (batch => batch["ledgerId"] = "0x" + new string('0', 64), BatchJsonRejection.InvalidBatch),
    };

    public static TheoryData<string> DamageNames => [.. Damages.Keys];

    [Fact]
    public void A_batch_survives_writing_and_reading()
    {
        var input = SampleBatch.Create(Shape, seed: 5);
        var bytes = BatchJson.Write(input);
        Assert.True(BatchJson.TryRead(bytes, out var read, out var reason), $"{reason}");
        Assert.Equal(input.Execution.Header, read.Execution.Header);
        Assert.Equal(bytes, BatchJson.Write(read));
    }

    [Fact]
    public void Equal_seeds_give_equal_batches_and_others_differ()
    {
        Assert.Equal(SampleBatch.Create(Shape, 1).Execution.Header, SampleBatch.Create(Shape, 1).Execution.Header);
        Assert.NotEqual(SampleBatch.Create(Shape, 1).Execution.Header, SampleBatch.Create(Shape, 2).Execution.Header);
    }

    [Fact]
    public void A_sample_satisfies_the_batch_circuit()
    {
        var input = SampleBatch.Create(Shape, seed: 1);
        var report = SatisfactionChecker.Check(BatchCircuit.Compile(Shape), input.GenerateWitness());
        Assert.True(report.IsSatisfied, report.ToString());
    }

    [Fact]
    public void Samples_meet_both_kept_and_broken_rules()
    {
        var results = Enumerable.Range(0, 5).SelectMany(seed => SampleBatch.Create(Shape, seed).Execution.Results).ToArray();
        Assert.Contains(CommandResult.Applied, results);
        Assert.Contains(results, result => result != CommandResult.Applied);
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public void Each_damage_has_its_reason(string name)
    {
        var (change, expected) = Damages[name];
        var document = JsonNode.Parse(BatchJson.Write(SampleBatch.Create(Shape, seed: 5)))!.AsObject();
        change(document);
        Assert.False(BatchJson.TryRead(Encoding.UTF8.GetBytes(document.ToJsonString()), out var input, out var reason));
        Assert.Null(input);
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void What_is_not_JSON_is_not_a_batch()
    {
        Assert.False(BatchJson.TryRead("[1, 2"u8, out _, out var reason));
        Assert.Equal(BatchJsonRejection.NotABatch, reason);
        Assert.False(BatchJson.TryRead("null"u8, out _, out reason));
        Assert.Equal(BatchJsonRejection.NotABatch, reason);
        Assert.False(BatchJson.TryRead(new byte[BatchJson.MaxByteCount + 1], out _, out reason));
        Assert.Equal(BatchJsonRejection.TooLarge, reason);
    }
}
