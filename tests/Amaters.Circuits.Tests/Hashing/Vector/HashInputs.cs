using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Tests.Hashing.Vector;

/// <summary>Field elements to hash in lanes: often 0, 1 or −1, else any.</summary>
internal static class HashInputs
{
    public static Gen<Fr> Any { get; } = Gen.Frequency(
        (1, Gen.Const(Fr.Zero)), (2, Gen.Const(-Fr.One)), (1, Gen.Const(Fr.One)), (4, Gen.Byte.Array[Fr.WideByteCount].Select(bytes => Fr.FromWideBytes(bytes))));
}
