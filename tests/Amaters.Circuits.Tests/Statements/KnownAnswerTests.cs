using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>One command from key to header digest, against an implementation in another language (vectors/statement).</summary>
public sealed class KnownAnswerTests
{
    private readonly Dictionary<string, BigInteger> _answers = Read();

    [Fact]
    public void The_whole_way_of_one_command_gives_the_known_answers()
    {
        AssertAnswer("generatorU", JubjubPoint.Generator.U);
        AssertAnswer("generatorV", JubjubPoint.Generator.V);

        var ledgerId = Fr.FromBigInteger(_answers["ledgerId"]);
        Assert.True(SchnorrSecretKey.TryDecode(Fr.FromBigInteger(_answers["secretKey"]).ToBytes(), out var key));
        var recordKey = new RecordKey(Fr.FromBigInteger(_answers["collection"]), Fr.FromBigInteger(_answers["tag"]));
        var payloadDigest = PayloadDigest.Of("payload"u8);
        var command = new Command(Operation.Put, recordKey, 0, payloadDigest, Fr.FromBigInteger(_answers["encryptionKeyId"]));
        var signed = SignedCommand.Sign(command, key, ledgerId);
        AssertAnswer("clientId", signed.Client);
        AssertAnswer("payloadDigest", payloadDigest);
        AssertAnswer("commandDigest", signed.Digest);
        AssertAnswer("signatureU", signed.Signature.NoncePoint.U);
        AssertAnswer("signatureV", signed.Signature.NoncePoint.V);
        Assert.Equal(_answers["signatureScalar"], signed.Signature.Scalar.ToBigInteger());
        Assert.Equal(_answers["position"], recordKey.Position(CircuitShape.Production.TreeDepth));

        var start = ChainPosition.Genesis(CircuitShape.Production);
        Assert.True(Batch.TryCreate(CircuitShape.Production, ledgerId, start, [signed], out var batch, out _));
        var execution = BatchExecutor.Execute(batch, new LedgerState(CircuitShape.Production.TreeDepth));
        AssertAnswer("recordLeaf", execution.Trace.Commands[0].NewRecord!.Leaf());
        AssertAnswer("oldRoot", execution.Header.OldRoot);
        AssertAnswer("newRoot", execution.Header.NewRoot);
        AssertAnswer("commandsRoot", execution.Header.CommandsRoot);
        AssertAnswer("headerDigest", execution.Header.Digest());
    }

    private static Dictionary<string, BigInteger> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("tests/Amaters.Circuits.Tests/vectors/statement/known-answers.json")));
        return document.RootElement.EnumerateObject().ToDictionary(
            answer => answer.Name, answer => BigInteger.Parse(answer.Value.GetString()!, CultureInfo.InvariantCulture));
    }

    private void AssertAnswer(string name, Fr actual) => Assert.True(_answers[name] == actual.ToBigInteger(), $"{name}: expected {_answers[name]}, found {actual.ToBigInteger()}");
}
