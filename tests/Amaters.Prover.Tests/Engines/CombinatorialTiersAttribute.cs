using System.Reflection;
using Amaters.Circuits.Fields.Vector;
using Xunit.Sdk;
using Xunit.v3;

namespace Amaters.Prover.Tests.Engines;

/// <summary>Runs a theory for every tier, with one worker and with two.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CombinatorialTiersAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. from tier in Enum.GetValues<SimdTier>() from workers in (int[])[1, 2] select new TheoryDataRow(tier, workers)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
