namespace Amaters.Prover.Queue;

/// <summary>Turns a batch trace into a proof.</summary>
public interface IBatchProver
{
    /// <summary>Digest of the verifying key that its proofs satisfy; 32 bytes.</summary>
    ReadOnlyMemory<byte> VerifyingKeyDigest { get; }

    /// <summary>Proves one batch and checks the proof before returning it.</summary>
    /// <param name="trace">The encoded batch trace, from a node.</param>
    /// <param name="cancellation">Checked between the stages of a proof.</param>
    /// <returns>192 bytes.</returns>
    /// <exception cref="InvalidDataException">The trace is malformed or its batch cannot be proven; the message says where.</exception>
    byte[] Prove(ReadOnlyMemory<byte> trace, CancellationToken cancellation);
}
