using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Tests.Trees;

public sealed class OverlayStateStoreTests
{
    [Fact]
    public void Writes_are_seen_above_and_not_below_until_committed()
    {
        var below = new MemoryStateStore<int, string>();
        below.Set(1, "one");
        var overlay = new OverlayStateStore<int, string>(below);
        overlay.Set(1, "eins");
        overlay.Set(2, "zwei");

        Assert.Equal("eins", Read(overlay, 1));
        Assert.Equal("zwei", Read(overlay, 2));
        Assert.Equal("one", Read(below, 1));
        Assert.Null(Read(below, 2));

        overlay.Commit();
        Assert.Equal("eins", Read(below, 1));
        Assert.Equal("zwei", Read(below, 2));
        Assert.Empty(overlay.Changes);
    }

    [Fact]
    public void Overlays_can_be_stacked_and_dropped()
    {
        var below = new MemoryStateStore<int, string>();
        var first = new OverlayStateStore<int, string>(below);
        var dropped = new OverlayStateStore<int, string>(first);
        dropped.Set(1, "never");
        var second = new OverlayStateStore<int, string>(first);
        second.Set(2, "two");
        second.Commit();

        Assert.Null(Read(first, 1));
        Assert.Equal("two", Read(first, 2));
        Assert.Empty(below.Entries);
    }

    private static string? Read(IStateStore<int, string> store, int key) => store.TryGet(key, out var value) ? value : null;
}
