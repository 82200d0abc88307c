using System.Diagnostics;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Testing;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Headers;
using Amaters.Verifier.Snarkjs;
using Amaters.Verifier.Tests.Groth16;
using Amaters.Verifier.Tests.Headers;

namespace Amaters.Verifier.Tests.Cli;

/// <summary>The real program on real files.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ProofCommandTests : IDisposable
{
    private static readonly ToxicSetup Setup = new(seed: 21, inputCount: 1, new KeyLabel(IsDevelopment: true, default, CircuitShape.Production));
    private static readonly Groth16Proof Proof = Setup.Forge([SampleHeader.Value.Digest()], Fr.FromUInt64(5), Fr.FromUInt64(6));

    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-verify-").FullName;
    private readonly string _key, _header, _proof;

    public ProofCommandTests()
    {
        _key = Store("key", Setup.Key.Encode());
        _header = Store("header.json", BatchHeaderJson.Write(SampleHeader.Value));
        _proof = Store("proof", Proof.Encode());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_valid_proof_is_accepted_in_every_form()
    {
        var jsonKey = Store("verification_key.json", SnarkjsVerificationKey.Write(Setup.Key));
        var jsonProof = Store("proof.json", SnarkjsProof.Write(Proof));
        foreach (var key in new[] { _key, jsonKey })
        {
            foreach (var proof in new[] { _proof, jsonProof })
            {
                var (exitCode, output) = Run("proof", "--key", key, "--header", _header, "--proof", proof);
                Assert.Equal((0, "accepted"), (exitCode, output.Trim().Split('\n')[^1]));
            }
        }
    }

    [Fact]
    public void A_proof_of_another_header_is_rejected() =>
        AssertRejected("EquationDoesNotHold", _proof, header: Store("other.json", BatchHeaderJson.Write(SampleHeader.Value with { LedgerId = Fr.One })));

    [Fact]
    public void A_proof_for_another_key_is_rejected() =>
        AssertRejected("EquationDoesNotHold", _proof, key: Store("other", new ToxicSetup(seed: 22, inputCount: 1).Key.Encode()));

    [Fact]
    public void A_key_for_another_circuit_is_rejected() =>
        AssertRejected("WrongInputCount", _proof, key: Store("other", new ToxicSetup(seed: 22, inputCount: 2).Key.Encode()));

    [Fact]
    public void Bytes_that_are_no_proof_are_rejected_with_their_reason()
    {
        AssertRejected("WrongLength", Store("short", Proof.Encode()[..^1]));
        AssertRejected("WrongLength", Store("empty", []));
        AssertRejected("PointWrongForm", Store("form", [.. new byte[192]]));
        AssertRejected("WrongStructure", Store("json", "{}"u8.ToArray()));
    }

    [Fact]
    public void The_key_can_be_pinned_and_a_development_key_refused()
    {
        var digest = Convert.ToHexStringLower(Setup.Key.ComputeDigest());
        Assert.Equal(0, Run("proof", "--key", _key, "--header", _header, "--proof", _proof, "--key-digest", digest).ExitCode);
        AssertRejected("WrongKeyDigest", _proof, more: ["--key-digest", digest.Replace(digest[0], digest[0] == '0' ? '1' : '0')]);
        AssertRejected("DevelopmentKey", _proof, more: ["--production"]);
    }

    [Fact]
    public void What_cannot_be_read_is_neither_accepted_nor_rejected()
    {
        var notJson = Store("text", "hello"u8.ToArray());
        foreach (var files in new[] { (_key, _header, "missing"), (_key, "missing", _proof), ("missing", _header, _proof), (_key, notJson, _proof), (notJson, _header, _proof), (_folder, _header, _proof) })
        {
            var (exitCode, output) = Run("proof", "--key", files.Item1, "--header", files.Item2, "--proof", files.Item3);
            Assert.Equal(2, exitCode);
            Assert.StartsWith("unreadable: ", output.Trim().Split('\n')[^1], StringComparison.Ordinal);
        }

        Assert.Equal(2, Run("proof").ExitCode);
        Assert.Equal(2, Run("nonsense").ExitCode);
    }

    [Fact]
    public void Programs_get_the_verdict_as_JSON()
    {
        var (exitCode, output) = Run("proof", "--key", _key, "--header", _header, "--proof", _proof, "--json");
        var json = JsonNode.Parse(output)!;
        Assert.Equal((0, "accepted", null), (exitCode, (string?)json["verdict"], (string?)json["reason"]));
        Assert.Equal($"{SampleHeader.Value.Digest()}", (string?)json["statement"]);
        Assert.True((bool)json["developmentKey"]!);

        (exitCode, output) = Run("proof", "--key", _key, "--header", _header, "--proof", Store("empty", []), "--json");
        json = JsonNode.Parse(output)!;
        Assert.Equal((1, "rejected", "WrongLength"), (exitCode, (string?)json["verdict"], (string?)json["reason"]));
    }

    private void AssertRejected(string reason, string proof, string? key = null, string? header = null, string[]? more = null)
    {
        var (exitCode, output) = Run(["proof", "--key", key ?? _key, "--header", header ?? _header, "--proof", proof, .. more ?? []]);
        Assert.Equal((1, $"rejected: {reason}"), (exitCode, output.Trim().Split('\n')[^1]));
    }

    private string Store(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "amaters-verify.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
