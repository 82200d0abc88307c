using System.Collections.Concurrent;
using System.Diagnostics;
using Amaters.Prover.Queue;
using Hangfire;

namespace Amaters.Ledger.Node.Proving;

/// <summary>A prover worker inside the node's process.</summary>
internal sealed class HostedWorker : IBatchProver, IDisposable
{
    private readonly ConcurrentQueue<TimeSpan> _provingTimes = [];
    private ProofWorker? _worker;

    private HostedWorker(Groth16BatchProver prover) => Prover = prover;

    /// <summary>Its proving key and circuit.</summary>
    public Groth16BatchProver Prover { get; }

    /// <summary>How long each proof took.</summary>
    public IReadOnlyCollection<TimeSpan> ProvingTimes => _provingTimes;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> VerifyingKeyDigest => Prover.VerifyingKeyDigest;

    /// <summary>Opens the proving key and prepares it, which takes a few seconds.</summary>
    /// <exception cref="InvalidDataException">The file is no sealed key of a batch circuit.</exception>
    public static HostedWorker Open(string provingKey) => new(Groth16BatchProver.Open(provingKey));

    /// <summary>Begins to take jobs.</summary>
    public void Start(JobStorage queue, Func<IEnumerable<LedgerReplica>> replicas, string name) =>
        _worker = new ProofWorker(queue, new ProofJob(new InProcessBatchSource(replicas, name), this), name);

    /// <inheritdoc />
    public byte[] Prove(ReadOnlyMemory<byte> trace, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var proof = Prover.Prove(trace, cancellation);
        _provingTimes.Enqueue(clock.Elapsed);
        return proof;
    }

    /// <summary>Stops after the proof that is under way.</summary>
    public void Dispose()
    {
        _worker?.Dispose();
        Prover.Dispose();
    }
}
