using System.Text;
using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.RaftNode;

/// <summary>Entries that tell by themselves whether they were changed.</summary>
public static class TestEntry
{
    /// <summary>The entry at an index: about 1 KiB of text that repeats the index.</summary>
    public static Entry At(LogIndex index) =>
        new(new Term(1), index, EntryType.Normal, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"{index} ", 1024 / ($"{index}".Length + 1)))));
}
