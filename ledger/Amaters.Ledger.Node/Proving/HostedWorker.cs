using Amaters.Prover.Queue;
using Hangfire;

namespace Amaters.Ledger.Node.Proving;

/// <summary>A prover worker inside the node's process.</summary>
internal sealed class HostedWorker : IDisposable
{
    private readonly Groth16BatchProver _prover;
    private ProofWorker? _worker;

    private HostedWorker(Groth16BatchProver prover) => _prover = prover;

    /// <summary>Its proving key and circuit.</summary>
    public Groth16BatchProver Prover => _prover;

    /// <summary>Opens the proving key and prepares it, which takes a few seconds.</summary>
    /// <exception cref="InvalidDataException">The file is no sealed key of a batch circuit.</exception>
    public static HostedWorker Open(string provingKey) => new(Groth16BatchProver.Open(provingKey));

    /// <summary>Begins to take jobs.</summary>
    public void Start(JobStorage queue, Func<IEnumerable<LedgerReplica>> replicas, string name) =>
        _worker = new ProofWorker(queue, new ProofJob(new InProcessBatchSource(replicas, name), _prover), name);

    /// <summary>Stops after the proof that is under way.</summary>
    public void Dispose()
    {
        _worker?.Dispose();
        _prover.Dispose();
    }
}
