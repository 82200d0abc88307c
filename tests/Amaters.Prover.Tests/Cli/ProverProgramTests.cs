using System.Diagnostics;
using System.Text.Json.Nodes;
using Amaters.Prover.Formats;
using Amaters.Testing;

namespace Amaters.Prover.Tests.Cli;

/// <summary>The program <c>amaters-prover</c> as a script runs it.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ProverProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_batch_goes_from_set_up_to_proof()
    {
        var setup = Expect(0, "setup", "--k", "1", "--depth", "2", "--out", _folder["key.zkey"]);
        Assert.True((bool)setup["developmentKey"]!);
        Expect(0, "export", "batch", "--k", "1", "--depth", "2", "--sample", "4", "--out", _folder["batch.json"]);
        Expect(0, "prove", "--key", _folder["key.zkey"], "--batch", _folder["batch.json"], "--out", _folder["proof"]);
        Expect(0, "export", "verification-key", "--key", _folder["key.zkey"], "--out", _folder["verification_key.json"]);
        Assert.True(Testing.Snarkjs.TryRun(out var output, "groth16", "verify", _folder["verification_key.json"], _folder["proof/public.json"], _folder["proof/proof.json"]), output);

        // The public input follows from the header, and proof.json from the proof's bytes.
        Expect(0, "export", "public", "--header", _folder["proof/header.json"], "--out", _folder["public.json"]);
        Assert.Equal(File.ReadAllBytes(_folder["proof/public.json"]), File.ReadAllBytes(_folder["public.json"]));
        Expect(0, "export", "proof", "--proof", _folder["proof/proof.bin"], "--out", _folder["proof.json"]);
        Assert.Equal(File.ReadAllBytes(_folder["proof/proof.json"]), File.ReadAllBytes(_folder["proof.json"]));

        foreach (var (file, kind) in new[]
        {
            ("key.zkey", "proving key (.zkey, sealed)"), ("batch.json", "batch"), ("proof/proof.bin", "proof"), ("proof/proof.json", "proof (proof.json)"),
            ("proof/header.json", "batch header"), ("proof/public.json", "public inputs (public.json)"), ("verification_key.json", "verification key (verification_key.json)"),
        })
        {
            Assert.Equal(kind, (string)Expect(0, "inspect", _folder[file])["kind"]!);
        }
    }

    [Fact]
    public void A_key_of_snarkjs_is_taken_over_and_proves_its_witness()
    {
        File.WriteAllBytes(_folder["c6.r1cs"], SnarkjsSample.R1csBytes);
        File.WriteAllBytes(_folder["c6.wtns"], SnarkjsSample.WitnessBytes);
        File.WriteAllBytes(_folder["verification_key.json"], SnarkjsSample.VerificationKeyJson);
        Assert.Contains("setup --import", (string)Expect(2, "prove", "--key", SnarkjsSample.ZkeyPath, "--circuit", _folder["c6.r1cs"], "--witness", _folder["c6.wtns"], "--out", _folder["proof"])["problem"]!, StringComparison.Ordinal);
        Expect(0, "setup", "--import", SnarkjsSample.ZkeyPath, "--circuit", _folder["c6.r1cs"], "--out", _folder["key.zkey"]);
        Expect(0, "prove", "--key", _folder["key.zkey"], "--circuit", _folder["c6.r1cs"], "--witness", _folder["c6.wtns"], "--out", _folder["proof"]);
        Assert.True(Testing.Snarkjs.TryRun(out var output, "groth16", "verify", _folder["verification_key.json"], _folder["proof/public.json"], _folder["proof/proof.json"]), output);

        using (var stream = File.Create(_folder["wrong.wtns"]))
            WitnessFile.Write(stream, SnarkjsSample.Witness.WithWire(10, Circuits.Fields.Fr.Zero));
        var refused = Expect(1, "prove", "--key", _folder["key.zkey"], "--circuit", _folder["c6.r1cs"], "--witness", _folder["wrong.wtns"], "--out", _folder["proof"]);
        Assert.Contains("c6.r1cs:", (string)refused["failures"]![0]!, StringComparison.Ordinal);

        Expect(0, "export", "zkey", "--key", _folder["key.zkey"], "--out", _folder["plain.zkey"]);
        Assert.Equal(SnarkjsSample.ZkeyBytes, File.ReadAllBytes(_folder["plain.zkey"]));
        Assert.Equal(1, Run(out _, "setup", "--import", SnarkjsSample.ZkeyPath, "--k", "1", "--depth", "2", "--out", _folder["other.zkey"]));
    }

    [Fact]
    public void Constraints_are_counted_by_gadget()
    {
        var report = Expect(0, "constraints", "--k", "1", "--depth", "2");
        var gadgets = report["gadgets"]!.AsObject();
        Assert.Equal((int)report["constraints"]!, gadgets.Where(entry => !entry.Key.Contains('/', StringComparison.Ordinal)).Sum(entry => (int)entry.Value!));
        Assert.True((int)gadgets["command/schnorr"]! > 0);
    }

    [Fact]
    public void Wrong_usage_and_unreadable_files_end_with_two()
    {
        Assert.Equal(2, Run(out _, "prove", "--key", "nothing"));
        Assert.Equal(2, Run(out _, "inspect", _folder["missing"]));
        Assert.Equal(2, Run(out _, "setup", "--k", "0", "--out", _folder["key.zkey"]));
        Assert.Equal(2, Run(out _, "prove", "--key", _folder["missing"], "--sample", "1", "--batch", "b", "--out", _folder["proof"]));
    }

    private static JsonObject Expect(int exitCode, params string[] arguments)
    {
        var actual = Run(out var output, [.. arguments, "--json"]);
        Assert.True(exitCode == actual, $"{string.Join(' ', arguments)} ended with {actual}: {output}");
        return JsonNode.Parse(output)!.AsObject();
    }

    private static int Run(out string output, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "amaters-prover"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (output.Length == 0)
            output = errors.GetAwaiter().GetResult();
        return process.ExitCode;
    }
}
