using Amaters.Testing;

namespace Amaters.Fuzz.Tests;

/// <summary>No decoder throws, hangs or allocates beyond its bound, and none accepts two encodings of one value.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class BoundedFuzzTests
{
    // Hundreds of times what a run takes: only a decoder that never ends reaches it.
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Mutated_inputs_are_only_ever_accepted_or_refused(string name)
    {
        var target = FuzzTargets.All.Single(target => target.Name == name);
        var run = Task.Run(() => BoundedFuzzer.Run(target, seed: 2026, target.IterationsMax), TestContext.Current.CancellationToken);
        var accepted = await run.WaitAsync(Hang, TestContext.Current.CancellationToken);
        Assert.InRange(accepted, target.Seeds.Count, target.IterationsMax + target.Seeds.Count - 1);
    }

    [Fact]
    public void The_fuzzer_notices_an_exception() => AssertFinding(new Faulty(input => input.Length == 3 ? true : throw new InvalidOperationException()));

    [Fact]
    public void The_fuzzer_notices_allocation() => AssertFinding(new Faulty(input => new byte[input.Length == 3 ? 1 : 1 << 20].Length > 0));

    [Fact]
    public void The_fuzzer_notices_a_second_encoding() => AssertFinding(new Faulty(input =>
    {
        FindingException.ThrowUnlessSame(input, [1, 2, 3]);
        return true;
    }));

    private static void AssertFinding(Faulty target) => Assert.Throws<FindingException>(() => BoundedFuzzer.Run(target, seed: 1, iterations: 100));

    private sealed class Faulty(Func<byte[], bool> accepts) : IFuzzTarget
    {
        public string Name => "faulty";

        public IReadOnlyList<byte[]> Seeds => [[1, 2, 3]];

        public bool Accepts(ReadOnlySpan<byte> input) => accepts(input.ToArray());
    }
}
