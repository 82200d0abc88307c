using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Reading;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Client.Connection;

/// <summary>What a client holds true of a ledger: its genesis, its key, and how far it has been seen. Turns answers into proven headers.</summary>
internal sealed class TrustedLedger
{
    private readonly Lock _lock = new();
    private readonly PreparedVerifyingKey _verifyingKey;
    private readonly string? _pinPath;
    private LedgerPin _pin;

    private TrustedLedger(GenesisDocument genesis, VerifyingKey verifyingKey, LedgerPin pin, string? pinPath)
    {
        Genesis = genesis;
        _verifyingKey = new PreparedVerifyingKey(verifyingKey);
        (_pin, _pinPath) = (pin, pinPath);
    }

    public GenesisDocument Genesis { get; }

    public Fr LedgerId => Genesis.LedgerId;

    /// <summary>Accepts a node's introduction if it is the ledger that the options name.</summary>
    /// <exception cref="LedgerDeceitException">It is not, or its key is not the ledger's.</exception>
    public static TrustedLedger Establish(GetLedgerResponse introduction, LedgerClientOptions options)
    {
        if (!GenesisEncoding.TryDecode(introduction.Genesis.Span, out var genesis, out var rejection))
            throw new LedgerDeceitException($"The node's genesis document is refused: {rejection}.");
        var pin = LoadPin(options) ?? LedgerPin.OfGenesis(options.LedgerId ?? genesis!.LedgerId);
        if (pin.LedgerId != genesis!.LedgerId || (options.LedgerId is { } wanted && wanted != genesis.LedgerId))
            throw new LedgerDeceitException($"The node serves ledger {genesis.LedgerId}, and {options.LedgerId ?? pin.LedgerId} was asked for.");
        if (!VerifyingKey.TryDecode(introduction.VerifyingKey.Span, out var verifyingKey, out var keyRejection))
            throw new LedgerDeceitException($"The node's verifying key is refused: {keyRejection}.");
        if (!verifyingKey.ComputeDigest().AsSpan().SequenceEqual(genesis.Facts.VerifyingKeyDigest.AsSpan()))
            throw new LedgerDeceitException("The node's verifying key is not the one that the genesis document names.");
        return new TrustedLedger(genesis, verifyingKey, pin, options.PinPath);
    }

    /// <summary>The header that an answer rests on, once its proof is verified and it is no older than what was seen before.</summary>
    /// <exception cref="LedgerDeceitException">The proof does not verify, or the header contradicts what was seen before.</exception>
    public BatchHeader Prove(ReadOnlySpan<byte> headerBytes, ReadOnlySpan<byte> proofBytes)
    {
        if (headerBytes.IsEmpty && _pin.BatchNumber == 0)
            return Empty();
        if (!BatchHeader.TryDecode(headerBytes, out var header, out var rejection))
            throw new LedgerDeceitException($"The answer's batch header is refused: {rejection}.");
        switch (_pin.Compare(header))
        {
            case PinVerdict.Same:
                return header;
            case PinVerdict.Older:
                throw new LedgerStaleException($"The node shows batch {header.Range.BatchNumber}; batch {_pin.BatchNumber} was seen before.");
            case PinVerdict.Newer:
                break;
            case var verdict:
                throw new LedgerDeceitException($"The node's batch {header.Range.BatchNumber} contradicts what was seen before: {verdict}.");
        }

        if (!Groth16Proof.TryDecode(proofBytes, out var proof, out var proofRejection))
            throw new LedgerDeceitException($"The answer's proof is refused: {proofRejection}.");
        if (Groth16Verifier.Verify(_verifyingKey, header, proof) is { IsAccepted: false } refused)
            throw new LedgerDeceitException($"The proof of batch {header.Range.BatchNumber} is {refused}.");
        Remember(header);
        return header;
    }

    /// <summary>The state before the first batch, which needs no proof: it is empty.</summary>
    private BatchHeader Empty()
    {
        var root = ChainPosition.Genesis(Genesis.Facts.Shape).StateRoot;
        return new BatchHeader(Fr.Zero, root, root, Fr.Zero, default, default, LedgerId);
    }

    private void Remember(BatchHeader header)
    {
        lock (_lock)
        {
            if (_pin.Compare(header) != PinVerdict.Newer)
                return;
            _pin = _pin.MoveTo(header);
            if (_pinPath is not null)
                LedgerPinFile.Save(_pinPath, _pin);
        }
    }

    private static LedgerPin? LoadPin(LedgerClientOptions options)
    {
        if (options.PinPath is null || !File.Exists(options.PinPath))
            return null;
        return LedgerPinFile.TryLoad(options.PinPath, out var pin, out var rejection)
            ? pin
            : throw new InvalidDataException($"{options.PinPath}: {rejection}. If you delete it, the client forgets how far it has seen the ledger.");
    }
}
