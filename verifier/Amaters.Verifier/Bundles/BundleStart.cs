using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Verifier.Bundles;

/// <summary>Where a bundle begins: at genesis, or after a batch that a signed checkpoint covers.</summary>
/// <remarks>
/// <para>
/// The header before the bundle is carried whole. Put on top of the header log's older subtrees it must give the root
/// that a checkpoint signs; so the chain's position, the state root above all, is taken from nobody's word.
/// </para>
/// <code>
/// offset  length  field
/// 0       194     header of the batch before; all this is missing, and the body empty, at genesis
/// 194     32·p    roots of the header log's whole subtrees before that batch, greatest first: one per one bit of (its number − 1)
/// </code>
/// </remarks>
public sealed record BundleStart
{
    /// <summary>The start of a bundle that holds the whole history.</summary>
    public static BundleStart Genesis { get; } = new();

    /// <summary>Header of the batch before the bundle's first; null at genesis.</summary>
    public BatchHeader? Previous { get; private init; }

    /// <summary>The header log's subtree roots before <see cref="Previous"/>.</summary>
    public ImmutableArray<ImmutableArray<byte>> SubtreeRoots { get; private init; } = [];

    /// <summary>The start after a batch.</summary>
    /// <param name="previous">Header of that batch.</param>
    /// <param name="logBefore">The header log as it was before that batch.</param>
    public static BundleStart After(BatchHeader previous, TransparencyTreeHead logBefore)
    {
        ArgumentNullException.ThrowIfNull(logBefore);
        return new BundleStart { Previous = previous, SubtreeRoots = logBefore.SubtreeRoots };
    }

    /// <summary>What the bundle's first header must continue.</summary>
    public ChainPosition Position(CircuitShape shape) => Previous is null ? ChainPosition.Genesis(shape) : ChainPosition.After(Previous);

    /// <summary>The header log up to the start.</summary>
    public TransparencyTreeHead HeaderLog()
    {
        if (Previous is null)
            return new TransparencyTreeHead();
        var log = TransparencyTreeHead.Restore(Previous.Range.BatchNumber - 1, SubtreeRoots);
        log.Append(Previous.Digest().ToBytes());
        return log;
    }

    internal byte[] Encode() => Previous is null ? [] : [.. Previous.ToBytes(), .. SubtreeRoots.SelectMany(root => root)];

    internal static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out BundleStart? start)
    {
        start = source.IsEmpty ? Genesis : null;
        if (source.Length < BatchHeader.EncodedByteCount || !BatchHeader.TryDecode(source[..BatchHeader.EncodedByteCount], out var previous, out _))
            return start is not null;
        var roots = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        var rest = source[BatchHeader.EncodedByteCount..];
        for (; rest.Length >= TransparencyTree.HashByteCount; rest = rest[TransparencyTree.HashByteCount..])
            roots.Add([.. rest[..TransparencyTree.HashByteCount]]);
        if (!rest.IsEmpty || previous.Range.BatchNumber == 0 || roots.Count != (int)ulong.PopCount(previous.Range.BatchNumber - 1))
            return false;
        start = new BundleStart { Previous = previous, SubtreeRoots = roots.ToImmutable() };
        return true;
    }
}
