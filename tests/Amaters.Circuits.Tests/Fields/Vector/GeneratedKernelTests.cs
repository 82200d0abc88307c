using Amaters.KernelGenerator;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Fields.Vector;

public sealed class GeneratedKernelTests
{
    public static TheoryData<string> Paths => [.. GeneratedFiles.All().Select(file => file.Path)];

    [Theory]
    [Trait("Golden", "true")]
    [MemberData(nameof(Paths))]
    public void The_stored_kernels_are_what_the_generator_writes(string path) =>
        Golden.Verify(path, GeneratedFiles.All().Single(file => file.Path == path).Text);
}
