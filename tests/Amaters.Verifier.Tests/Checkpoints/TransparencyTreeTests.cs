using Amaters.Verifier.Checkpoints;

namespace Amaters.Verifier.Tests.Checkpoints;

public sealed class TransparencyTreeTests
{
    /// <summary>Leaves and roots of the reference test of certificate-transparency (RFC 6962), as published by Google's ct project.</summary>
    private static readonly string[] ReferenceLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] ReferenceRoots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_growing_head_gives_the_published_roots()
    {
        var head = new TransparencyTreeHead();
        for (var i = 0; i < ReferenceLeaves.Length; i++)
        {
            head.Append(Convert.FromHexString(ReferenceLeaves[i]));
            Assert.Equal(ReferenceRoots[i], Convert.ToHexStringLower(head.Root));
        }
    }

    [Fact]
    public void The_growing_head_equals_the_recursion_of_the_RFC()
    {
        var head = new TransparencyTreeHead();
        Assert.Equal(TransparencyTree.EmptyRoot, head.Root);
        for (var size = 1; size <= 70; size++)
        {
            head.Append([(byte)(size - 1)]);
            Assert.Equal(TransparencyTree.Root(LeafHashes(size)), head.Root);
            Assert.Equal((ulong)size, head.Size);
        }
    }

    [Fact]
    public void Every_inclusion_proof_holds_for_its_own_leaf_and_for_no_other()
    {
        for (var size = 1; size <= 33; size++)
        {
            var leaves = LeafHashes(size);
            var root = TransparencyTree.Root(leaves);
            for (var index = 0; index < size; index++)
            {
                var proof = TransparencyTree.InclusionProof(index, leaves);
                for (var claimed = 0; claimed < size; claimed++)
                    Assert.Equal(claimed == index, TransparencyTree.VerifyInclusion(leaves[claimed], (ulong)index, (ulong)size, proof, root));
                Assert.False(TransparencyTree.VerifyInclusion(leaves[index], (ulong)size, (ulong)size, proof, root));
                Assert.False(TransparencyTree.VerifyInclusion(leaves[index], (ulong)index, (ulong)size, [.. proof, root], root));
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_holds_and_none_holds_for_a_rewritten_history()
    {
        for (var newSize = 1; newSize <= 33; newSize++)
        {
            var leaves = LeafHashes(newSize);
            var newRoot = TransparencyTree.Root(leaves);
            for (var oldSize = 0; oldSize <= newSize; oldSize++)
            {
                var oldRoot = TransparencyTree.Root(leaves.AsSpan(0, oldSize));
                var proof = TransparencyTree.ConsistencyProof(oldSize, leaves);
                Assert.True(TransparencyTree.VerifyConsistency((ulong)oldSize, oldRoot, (ulong)newSize, newRoot, proof));

                var rewritten = TransparencyTree.HashLeaf("another history"u8);
                Assert.False(TransparencyTree.VerifyConsistency((ulong)oldSize, rewritten, (ulong)newSize, newRoot, proof));
                // The tree without leaves is a prefix of everything.
                Assert.Equal(oldSize == 0, TransparencyTree.VerifyConsistency((ulong)oldSize, oldRoot, (ulong)newSize, rewritten, proof));
            }
        }
    }

    private static byte[][] LeafHashes(int size) => [.. Enumerable.Range(0, size).Select(i => TransparencyTree.HashLeaf([(byte)i]))];
}
