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

    private readonly ChildProcess _process;
    private readonly GrpcChannel _channel;

    /// <summary>Starts the program with these words, below <paramref name="wrapper"/> (strace and its options) if there is one.</summary>
    public RaftProcess(ulong id, int clientPort, IEnumerable<string> words, IReadOnlyList<string>? wrapper = null)
    {
        Id = id;
        var command = (wrapper ?? []).Append(ProgramPath).Concat(words).ToList();
        _process = ChildProcess.Start(command[0], command[1..]);
        _channel = GrpcChannel.ForAddress(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{clientPort}"));
        Client = new Node.NodeClient(_channel);
    }

    /// <summary>The built program.</summary>
    public static string ProgramPath => ChildProcess.Built("Amaters.Ledger.RaftNode");

    /// <summary>Node id.</summary>
    public ulong Id { get; }

    /// <summary>Process id, for strace.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Its client service.</summary>
    public Node.NodeClient Client { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime => _process.ProcessorTime;

    /// <summary>Everything it has printed.</summary>
    public string Output => _process.Output;

    /// <summary>Ends when it prints that it is ready; fails if it exits before.</summary>
    public Task Ready => _process.UntilPrintedAsync("ready\n");

    /// <summary>A request that puts a value.</summary>
    public static PutRequest Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => new() { Command = UnsafeByteOperations.UnsafeWrap(KeyValueMachine.Command(key, value)) };

    /// <summary>Puts a value; the outcome says whether it was applied. Unknown if the node does not answer in time.</summary>
    public async Task<PutReply> PutAsync(string key, string value)
    {
        try
        {
            return await Client.PutAsync(Put(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value)), deadline: DateTime.UtcNow + Patience);
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
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM: a clean end.</summary>
    public Task<int> TerminateAsync() => _process.TerminateAsync();

    /// <summary>SIGSTOP: alive, connected and silent, as behind a partition.</summary>
    public void Freeze() => _process.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => _process.Thaw();

    /// <summary>Waits for the end and returns the exit code.</summary>
    public Task<int> ExitAsync() => _process.ExitAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Dispose();
        _channel.Dispose();
    }
}
