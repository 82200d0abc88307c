using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using Amaters.Circuits.Fields.Vector;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Fields.Vector;

/// <summary>
/// Guards against code that the JIT of .NET 10.0 compiles wrongly: <c>Multiply(x.AsUInt32(), Vector512.Create(p[i]).AsUInt32())</c> becomes
/// vpmuludq with a 64-bit broadcast whose compressed displacement is scaled by four, so that it reads another word than p[i]
/// (seen with 10.0.12 on AVX-512; dotnet/runtime #106355 is a relative).
/// </summary>
public sealed unsafe partial class BroadcastTests
{
    [Fact]
    public void No_source_multiplies_by_a_broadcast_word_seen_as_two_halves()
    {
        string[] floors = ["circuits", "verifier", "prover"];
        var sources = floors.SelectMany(floor => Directory.EnumerateFiles(RepositoryRoot.Combine(floor), "*.cs", SearchOption.AllDirectories)).ToArray();
        Assert.NotEmpty(sources);
        var offenders = sources.Where(file => HalvesOfBroadcast().IsMatch(File.ReadAllText(file)));
        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("Avx512F.Multiply(a.AsUInt32(), Vector512.Create(p[1]).AsUInt32())")]
    [InlineData("Vector256.Create(((ulong*)w)[7]).AsUInt32()")]
    public void The_guard_sees_the_pattern_it_judges(string source) => Assert.Matches(HalvesOfBroadcast(), source);

    [Fact]
    public void The_broadcasts_that_kernels_use_read_the_word_they_name()
    {
        FrLanes.SkipWithoutAvx512();
        using var words = new AlignedBuffer<long>(400);
        for (var i = 0; i < words.Length; i++)
            words.Pointer[i] = 1000 + i;
        for (var i = 0; i < 30; i++)
            ((double*)words.Pointer)[200 + i] = i;
        var three = Vector512.Create(3L);
        Assert.Equal(Vector512.Create(3L * 1001), Multiply1(three, words.Pointer));
        Assert.Equal(Vector512.Create(3L * 1017), Multiply17(three, words.Pointer));
        Assert.Equal(Vector512.Create(3L * 1190), Multiply190(three, words.Pointer));
        Assert.Equal(Vector512.Create(3L + 1129), Add129(three, words.Pointer));
        Assert.Equal(Vector512.Create(2.0 * 7 + 1), Fma207(Vector512.Create(2.0), words.Pointer));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<long> Multiply1(Vector512<long> x, long* w) => x * Vector512.Create(w[1]);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<long> Multiply17(Vector512<long> x, long* w) => x * Vector512.Create(w[17]);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<long> Multiply190(Vector512<long> x, long* w) => x * Vector512.Create(w[190]);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<long> Add129(Vector512<long> x, long* w) => x + Vector512.Create(w[129]);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<double> Fma207(Vector512<double> x, long* w) =>
        Vector512.FusedMultiplyAdd(x, Vector512.Create(((double*)w)[207]), Vector512.Create(1.0));

    [GeneratedRegex(@"Create\([^;]*\[[^;]*\]\)\s*\.AsUInt32\(\)")]
    private static partial Regex HalvesOfBroadcast();
}
