using System.Security.Cryptography;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Genesis;

/// <summary>The facts that a ledger is founded on. They never change, and their hash is the ledger's id.</summary>
/// <remarks>
/// A client or an auditor pins the id; whoever holds the document can then trust every fact in it. Instances come from
/// <see cref="GenesisEncoding.TryDecode"/> or from <see cref="Create"/>, so a held document is always well formed.
/// Doc: docs/formats.md, GENESIS.
/// </remarks>
public sealed record GenesisDocument
{
    private readonly byte[] _canonicalBytes;

    private GenesisDocument(GenesisFacts facts, byte[] canonicalBytes)
    {
        Facts = facts;
        _canonicalBytes = canonicalBytes;
        LedgerId = DeriveLedgerId(canonicalBytes);
    }

    /// <summary>What the document says.</summary>
    public GenesisFacts Facts { get; }

    /// <summary>The id of the ledger: the first 31 bytes of SHA-256 over the canonical bytes, read little endian.</summary>
    public Fr LedgerId { get; }

    /// <summary>The one byte form that this document has.</summary>
    public ReadOnlyMemory<byte> CanonicalBytes => _canonicalBytes;

    /// <summary>Builds a document from facts.</summary>
    /// <exception cref="ArgumentException">The facts break a limit; the message names the field.</exception>
    public static GenesisDocument Create(GenesisFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (GenesisRules.FindViolation(facts) is { } violation)
            throw new ArgumentException(violation, nameof(facts));
        return new GenesisDocument(facts, GenesisEncoding.Encode(facts));
    }

    internal static GenesisDocument FromDecoded(GenesisFacts facts, byte[] canonicalBytes) => new(facts, canonicalBytes);

    private static Fr DeriveLedgerId(byte[] canonicalBytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalBytes, digest);
        return Fr.FromDigest(digest);
    }
}
