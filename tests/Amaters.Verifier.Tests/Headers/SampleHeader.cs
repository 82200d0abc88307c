using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Verifier.Tests.Headers;

/// <summary>A header with a different value in each field.</summary>
internal static class SampleHeader
{
    public static BatchHeader Value { get; } = new(
        Fr.FromUInt64(1), -Fr.FromUInt64(2), Fr.FromUInt64(3), -Fr.FromUInt64(4), new BatchOutcomes(0xa5), new BatchRange(ulong.MaxValue, 1, 8), -Fr.FromUInt64(5));
}
