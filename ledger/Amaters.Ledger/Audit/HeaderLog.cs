using System.Collections.Immutable;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Ledger.Audit;

/// <summary>The <see cref="TransparencyTree"/> over the applied batches' header digests, with every whole subtree's root at hand: O(log n) for a proof, at any size it has had.</summary>
/// <remarks>About 64 bytes of hashes for each batch, in memory, rebuilt from the headers on start. Thread-safe: one thread appends, any may ask.</remarks>
internal sealed class HeaderLog
{
    // _levels[h][i] is the root over the leaves i·2ʰ to (i + 1)·2ʰ − 1.
    private readonly List<List<byte[]>> _levels = [[]];
    private readonly Lock _lock = new();

    /// <summary>Number of headers.</summary>
    public int Size
    {
        get
        {
            lock (_lock)
                return _levels[0].Count;
        }
    }

    /// <summary>Adds the next header's digest.</summary>
    public void Append(ReadOnlySpan<byte> headerDigest)
    {
        lock (_lock)
        {
            _levels[0].Add(TransparencyTree.HashLeaf(headerDigest));
            for (var height = 0; (_levels[height].Count & 1) == 0; height++)
            {
                if (height + 1 == _levels.Count)
                    _levels.Add([]);
                _levels[height + 1].Add(TransparencyTree.HashNode(_levels[height][^2], _levels[height][^1]));
            }
        }
    }

    /// <summary>The tree as it was when it had so many headers.</summary>
    public TransparencyTreeHead Head(int size)
    {
        lock (_lock)
        {
            CheckSize(size);
            var roots = new List<byte[]>();
            for (var (height, start) = (_levels.Count - 1, 0); height >= 0; height--)
            {
                if ((size >> height & 1) == 0)
                    continue;
                roots.Add(_levels[height][start >> height]);
                start += 1 << height;
            }

            return TransparencyTreeHead.Restore((ulong)size, [.. roots.Select(root => ImmutableArray.Create(root))]);
        }
    }

    /// <summary>PATH(index, D[0:size]) of RFC 6962 §2.1.1: the hashes that lead from a header to the root of the first <paramref name="size"/> headers.</summary>
    public List<byte[]> InclusionProof(int index, int size)
    {
        lock (_lock)
        {
            CheckSize(size);
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
            var proof = new List<byte[]>();
            for (var (start, end) = (0, size); end - start > 1;)
            {
                var split = start + (1 << (31 - int.LeadingZeroCount(end - start - 1)));
                proof.Insert(0, index < split ? Root(split, end) : Root(start, split));
                (start, end) = index < split ? (start, split) : (split, end);
            }

            return proof;
        }
    }

    // Root over the leaves from start to before end, where start is a multiple of the greatest power of two that is not above the length.
    private byte[] Root(int start, int end)
    {
        var height = 31 - int.LeadingZeroCount(end - start);
        var left = _levels[height][start >> height];
        var split = start + (1 << height);
        return split == end ? left : TransparencyTree.HashNode(left, Root(split, end));
    }

    private void CheckSize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, _levels[0].Count);
    }
}
