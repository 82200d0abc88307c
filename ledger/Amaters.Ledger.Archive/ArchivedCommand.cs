namespace Amaters.Ledger.Archive;

/// <summary>A command as the archive stores it. Byte fields are 32-byte little-endian field elements unless said otherwise.</summary>
public sealed record ArchivedCommand
{
    /// <summary>Sequence number.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Command digest.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Id of the client that signed.</summary>
    public required byte[] ClientId { get; init; }

    /// <summary>PUT, DELETE or TRANSFER.</summary>
    public required string Operation { get; init; }

    /// <summary>Collection.</summary>
    public required byte[] Collection { get; init; }

    /// <summary>Tag.</summary>
    public required byte[] Tag { get; init; }

    /// <summary>The version that the client expected to find.</summary>
    public required ulong ExpectedVersion { get; init; }

    /// <summary>Payload digest, or the new owner of a TRANSFER.</summary>
    public required byte[] PayloadDigest { get; init; }

    /// <summary>Id of the key that the payload is encrypted to.</summary>
    public required byte[] EncryptionKeyId { get; init; }

    /// <summary>What executing it gave, by the name of its result code.</summary>
    public required string Result { get; init; }

    /// <summary>The canonical signed command.</summary>
    public required byte[] SignedCommand { get; init; }

    /// <summary>The leader's time at commit.</summary>
    public required DateTimeOffset CommittedAt { get; init; }
}
