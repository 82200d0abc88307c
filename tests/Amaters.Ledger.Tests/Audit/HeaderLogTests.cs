using System.Security.Cryptography;
using Amaters.Ledger.Audit;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Ledger.Tests.Audit;

public sealed class HeaderLogTests
{
    private const int Count = 70;

    private static readonly byte[][] Digests = [.. Enumerable.Range(0, Count).Select(i => SHA256.HashData([(byte)i]))];

    [Fact]
    public void Heads_and_proofs_of_every_size_are_those_of_the_recursion()
    {
        var log = new HeaderLog();
        Assert.Equal(TransparencyTree.EmptyRoot, log.Head(0).Root);
        foreach (var digest in Digests)
            log.Append(digest);
        Assert.Equal(Count, log.Size);

        byte[][] leaves = [.. Digests.Select(digest => TransparencyTree.HashLeaf(digest))];
        for (var size = 1; size <= Count; size++)
        {
            var root = TransparencyTree.Root(leaves.AsSpan(0, size));
            Assert.Equal(root, log.Head(size).Root);
            for (var index = 0; index < size; index++)
            {
                var proof = log.InclusionProof(index, size);
                Assert.Equal(TransparencyTree.InclusionProof(index, leaves.AsSpan(0, size)), proof);
                Assert.True(TransparencyTree.VerifyInclusion(leaves[index], (ulong)index, (ulong)size, proof, root));
            }
        }
    }

    [Fact]
    public void A_head_goes_on_as_the_log_does()
    {
        var log = new HeaderLog();
        foreach (var digest in Digests)
            log.Append(digest);
        var head = log.Head(37);
        foreach (var digest in Digests.Skip(37))
            head.Append(digest);
        Assert.Equal(log.Head(Count).Root, head.Root);
    }

    [Fact]
    public void Sizes_and_places_that_never_were_are_refused()
    {
        var log = new HeaderLog();
        log.Append(Digests[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Head(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.InclusionProof(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.InclusionProof(0, 2));
    }
}
