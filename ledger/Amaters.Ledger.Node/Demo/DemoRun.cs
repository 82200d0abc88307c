using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Node.StatusPage;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Node.Demo;

/// <summary>The whole way of some records: encrypted, committed, proven, applied, read back, exported, audited; with the leader killed on the way.</summary>
internal sealed class DemoRun(EmbeddedLedger ledger, DemoRecords records, DemoScreen screen)
{
    private const int ConcurrentPutCount = 16;
    private const int ReadBackCount = 5;
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BusyDelay = TimeSpan.FromMilliseconds(500);

    private readonly List<(string Name, string Value)> _summary = [];

    /// <summary>Runs all stages.</summary>
    /// <returns>True when everything held.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        using var keys = ClientKeys.Generate();
        using var client = await LedgerClient.ConnectAsync(ClientOptions(), keys, cancellation).ConfigureAwait(false);

        screen.Step($"Import {records.Contents.Count} records of {records.Name}: each encrypted and signed here, ordered by the nodes, proven by the worker");
        if (await client.RegisterAsync("demo", cancellation).ConfigureAwait(false) is var registered and not ResultCode.Ok)
            throw new InvalidDataException($"The client's key was not registered: {registered}.");
        await ImportAsync(client, cancellation).ConfigureAwait(false);

        screen.Step("Read back, checking every proof");
        await ReadBackAsync(client, cancellation).ConfigureAwait(false);
        var isEqual = await CompareReplicasAsync(cancellation).ConfigureAwait(false);

        screen.Step("Export everything into one file and audit it, without the nodes");
        var bundle = Path.Combine(ledger.Files.Folder, "history.bundle");
        var clock = Stopwatch.StartNew();
        var file = File.Create(bundle);
        await using (file.ConfigureAwait(false))
            await client.ExportBundleAsync(fromBatch: 1, toBatch: 0, file, progress: null, cancellation).ConfigureAwait(false);
        Note("bundle", $"{Size(new FileInfo(bundle).Length)}, exported in {Seconds(clock.Elapsed)}");
        var isSound = Audit(bundle);

        await SummarizeAsync(cancellation).ConfigureAwait(false);
        screen.Step("Summary");
        screen.Table(_summary);
        return isEqual && isSound;
    }

    /// <summary>Hands in all records, kills the leader half-way, starts it again when most is proven, and waits until all is applied.</summary>
    private async Task ImportAsync(LedgerClient client, CancellationToken cancellation)
    {
        var total = (ulong)records.Contents.Count;
        var clock = Stopwatch.StartNew();
        await screen.ShowWatermarksAsync(total, async show =>
        {
            var watching = WatchAsync(client, total, show, cancellation);
            var half = records.Contents.Count / 2;
            await PutAllAsync(client, records.Contents.Take(half), cancellation).ConfigureAwait(false);
            var killed = await KillLeaderAsync(cancellation).ConfigureAwait(false);
            await PutAllAsync(client, records.Contents.Skip(half), cancellation).ConfigureAwait(false);
            Note("commit all", Seconds(clock.Elapsed) + ", an election included");
            await ledger.StartNodeAsync(killed, cancellation).ConfigureAwait(false);
            screen.Tell($"node {killed} is back and catches up");
            await watching.ConfigureAwait(false);
        }).ConfigureAwait(false);
        Note("prove and apply all", Seconds(clock.Elapsed));
    }

    private async Task<ulong> KillLeaderAsync(CancellationToken cancellation)
    {
        var leader = await ledger.LeaderAsync(cancellation).ConfigureAwait(false);
        var killed = leader.Setup.NodeId;
        await ledger.KillNodeAsync(killed).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        screen.Tell($"node {killed}, the leader, is killed");
        var successor = await ledger.LeaderAsync(cancellation).ConfigureAwait(false);
        screen.Tell($"node {successor.Setup.NodeId} leads, {Seconds(clock.Elapsed)} later");
        return killed;
    }

    private Task PutAllAsync(LedgerClient client, IEnumerable<RecordContent> contents, CancellationToken cancellation) =>
        Parallel.ForEachAsync(contents, new ParallelOptions { MaxDegreeOfParallelism = ConcurrentPutCount, CancellationToken = cancellation }, async (content, stop) =>
            await PutAsync(client, client.PreparePut(records.Name, content.Key.ToArray(), content.Value.ToArray(), expectedVersion: 0), stop).ConfigureAwait(false));

    private static async Task PutAsync(LedgerClient client, PreparedCommand command, CancellationToken cancellation)
    {
        while (true)
        {
            var response = await client.SubmitAsync(command, WaitStage.Committed, cancellation).ConfigureAwait(false);
            if (response.Result is ResultCode.Pending or ResultCode.Ok)
                return;
            if (response.Result is not (ResultCode.ProofLag or ResultCode.QuotaExceeded))
                throw new InvalidDataException($"A record was refused: {response.Result}: {response.Detail}");
            await Task.Delay(BusyDelay, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The client pins the ledger's id before it connects, and trusts the authority of the nodes' certificates; nothing else is taken for granted.</summary>
    private LedgerClientOptions ClientOptions() => new()
    {
        Nodes = ledger.ClientAddresses,
        LedgerId = ledger.Genesis.LedgerId,
        Authorities = [X509CertificateLoader.LoadCertificateFromFile(ledger.Files.ClientAuthority)],
    };

    private static async Task WatchAsync(LedgerClient client, ulong total, Action<Watermarks> show, CancellationToken cancellation)
    {
        var newest = new Watermarks();
        while (newest.Applied < total)
        {
            await Task.Delay(WatchInterval, cancellation).ConfigureAwait(false);
            var marks = await client.GetWatermarksAsync(cancellation).ConfigureAwait(false);
            // After an election another node answers, and a follower knows of a commit a little later than its leader.
            if (marks.Committed < newest.Committed || marks.Applied < newest.Applied)
                continue;
            newest = marks;
            show(marks);
        }
    }

    private async Task ReadBackAsync(LedgerClient client, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var step = Math.Max(1, records.Contents.Count / ReadBackCount);
        var chosen = records.Contents.Where((_, i) => i % step == 0).Take(ReadBackCount).ToList();
        foreach (var content in chosen)
        {
            var opened = await client.GetAsync(records.Name, content.Key.ToArray(), cancellation).ConfigureAwait(false);
            if (opened.Content is not { } read || !read.Value.SequenceEqual(content.Value))
                throw new InvalidDataException("A record came back changed.");
            screen.Tell($"{Shorten(Encoding.UTF8.GetString(read.Value))}");
        }

        var absent = await client.GetAsync(records.Name, "no such record"u8.ToArray(), cancellation).ConfigureAwait(false);
        if (absent.Record is not null)
            throw new InvalidDataException("A record that was never written came back.");
        screen.Tell("and one that was never written: its absence is proven too");
        Note("verified reads", $"{chosen.Count + 1} in {Seconds(clock.Elapsed)}");
    }

    /// <summary>Waits until every node has applied everything, and compares their state roots.</summary>
    private async Task<bool> CompareReplicasAsync(CancellationToken cancellation)
    {
        var applied = ledger.Running.Max(node => node.Replica.Progress.AppliedBatch);
        while (ledger.Running.Any(node => node.Replica.Progress.AppliedBatch < applied))
            await Task.Delay(WatchInterval, cancellation).ConfigureAwait(false);
        var roots = ledger.Running.Select(node => node.Replica.GetStatus().StateRoot).Distinct().ToList();
        screen.Tell(roots.Count == 1
            ? $"all {ledger.Running.Count()} nodes hold the same state"
            : $"THE NODES DISAGREE: {roots.Count} different states");
        return roots.Count == 1;
    }

    /// <summary>Audits the bundle, and a copy of it with one bit changed.</summary>
    private bool Audit(string bundle)
    {
        var clock = Stopwatch.StartNew();
        var options = new BundleAuditOptions { LedgerId = ledger.Genesis.LedgerId };
        BundleReport report;
        using (var stream = File.OpenRead(bundle))
            report = BundleAuditor.Audit(stream, options);
        screen.Tell(report.IsAccepted
            ? $"accepted: {report.BatchCount} batches, {report.CommandCount} commands, {report.BatchCount} proofs; signed by {string.Join(", ", report.CheckpointSigners)}"
            : $"REFUSED at batch {report.BadBatch}: {report.Detail}");
        Note("audit", $"{report.BatchCount} proofs in {Seconds(clock.Elapsed)}");

        var tampered = File.ReadAllBytes(bundle);
        tampered[tampered.Length / 2] ^= 1;
        var refusal = BundleAuditor.Audit(new MemoryStream(tampered), options);
        screen.Tell(refusal.IsAccepted ? "A CHANGED COPY WAS ACCEPTED" : $"a copy with one bit changed is refused: batch {refusal.BadBatch}: {refusal.Detail}");
        return report.IsAccepted && !refusal.IsAccepted;
    }

    private async Task SummarizeAsync(CancellationToken cancellation)
    {
        var leader = await ledger.LeaderAsync(cancellation).ConfigureAwait(false);
        var batches = Batches(leader).ToList();
        _summary.InsertRange(
            0,
            [
                ("records", records.Contents.Count.ToString(CultureInfo.InvariantCulture)),
                ("batches = proofs", string.Create(CultureInfo.InvariantCulture, $"{batches.Count} of up to {ledger.Genesis.Facts.Shape.CommandCount} commands")),
                ("one proof, another under way", string.Create(CultureInfo.InvariantCulture, $"{Median(ledger.ProvingTimes):F2} s (median), {Groth16Proof.EncodedByteCount} bytes")),
                ("from sealing to proof", string.Create(CultureInfo.InvariantCulture, $"{Median(batches.Select(batch => batch.ProvingTime)):F2} s (median), the queue before it included")),
            ]);
        var folder = new DirectoryInfo(ledger.Files.Data(leader.Setup.NodeId));
        Note("one node's data", Size(folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)));
        Note("plaintext", Size(records.Contents.Sum(content => (long)content.Value.Length)));
        Note("all of it is in", ledger.Files.Folder);
    }

    private static IEnumerable<BatchSummary> Batches(LedgerNodeHost node)
    {
        for (ulong number = 1; number <= node.Replica.Progress.AppliedBatch; number++)
            yield return BatchSummary.Of(node.Replica.ReadAppliedBatch(number));
    }

    private static double Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2].TotalSeconds;
    }

    private void Note(string name, string value) => _summary.Add((name, value));

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");

    private static string Size(long byteCount) => byteCount < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{byteCount} bytes")
        : byteCount < 10_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{byteCount / 1e3:F0} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{byteCount / 1e6:F0} MB");

    private static string Shorten(string text) => text.Length <= 88 ? text : text[..87] + "…";
}
