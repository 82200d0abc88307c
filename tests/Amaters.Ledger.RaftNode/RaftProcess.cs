using System.Diagnostics;
using System.Globalization;
using System.Text;
using Amaters.Ledger.RaftNode.Api;
using Amaters.Ledger.Replication;
using Amaters.Testing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Ledger.RaftNode;

/// <summary>A node running as a process of its own, from the outside: started, killed, frozen and asked.</summary>
public sealed class RaftProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly GrpcChannel _channel;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the program with these words, below <paramref name="wrapper"/> (strace and its options) if there is one.</summary>
    public RaftProcess(ulong id, int clientPort, IEnumerable<string> words, IReadOnlyList<string>? wrapper = null)
    {
        Id = id;
        var command = (wrapper ?? []).Append(ProgramPath).Concat(words).ToList();
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Socket completions run where they arrive: one thread less to wake per message on few cores (docs/raft.md, "Sizes").
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"node {id} ended before it was ready:\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _channel = GrpcChannel.ForAddress(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{clientPort}"));
        Client = new Node.NodeClient(_channel);
    }

    /// <summary>The built program.</summary>
    public static string ProgramPath => RepositoryRoot.Combine("artifacts/bin/Amaters.Ledger.RaftNode/release/Amaters.Ledger.RaftNode");

    /// <summary>Node id.</summary>
    public ulong Id { get; }

    /// <summary>Process id, for strace.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Its client service.</summary>
    public Node.NodeClient Client { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Everything it has printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Ends when it prints that it is ready; fails if it exits before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Puts a value; the outcome says whether it was applied. Unknown if the node does not answer in time.</summary>
    public async Task<PutReply> PutAsync(string key, string value)
    {
        try
        {
            return await Client.PutAsync(new PutRequest { Key = ByteString.CopyFromUtf8(key), Value = ByteString.CopyFromUtf8(value) }, deadline: DateTime.UtcNow + Patience);
        }
        catch (RpcException)
        {
            return new PutReply { Outcome = (uint)ProposalOutcome.Unknown };
        }
    }

    /// <summary>A linearizable read; null if it could not be confirmed, empty if there is no such key.</summary>
    public async Task<string?> GetAsync(string key)
    {
        try
        {
            var reply = await Client.GetAsync(new GetRequest { Key = ByteString.CopyFromUtf8(key) }, deadline: DateTime.UtcNow + Patience);
            return reply.IsConfirmed ? reply.Value.ToStringUtf8() : null;
        }
        catch (RpcException)
        {
            return null;
        }
    }

    /// <summary>Changes members, as one step if it is one change and through a joint configuration otherwise.</summary>
    public async Task<PutReply> ChangeMembersAsync(ulong[]? addVoters = null, ulong[]? addLearners = null, ulong[]? remove = null, Dictionary<ulong, Uri>? addresses = null)
    {
        var request = new ChangeMembersRequest { AddVoters = { addVoters ?? [] }, AddLearners = { addLearners ?? [] }, Remove = { remove ?? [] } };
        foreach (var (id, address) in addresses ?? [])
            request.Addresses.Add(id, address.OriginalString);
        return await Client.ChangeMembersAsync(request, deadline: DateTime.UtcNow + Patience);
    }

    /// <summary>Asks for a leadership transfer.</summary>
    public async Task TransferAsync(ulong successor) =>
        await Client.TransferAsync(new TransferRequest { Successor = successor }, deadline: DateTime.UtcNow + Patience);

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: a clean end.</summary>
    public async Task<int> TerminateAsync()
    {
        Signal("TERM");
        return await ExitAsync();
    }

    /// <summary>SIGSTOP: alive, connected and silent, as behind a partition.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _channel.Dispose();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line == "ready")
            _ready.TrySetResult();
    }
}
