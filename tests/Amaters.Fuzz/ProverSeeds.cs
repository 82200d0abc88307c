using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Amaters.Prover.Formats;
using Amaters.Prover.Setup;

namespace Amaters.Fuzz;

/// <summary>Valid files for the prover's decoders: a circuit of three constraints, x³ + x + 5 = y, its witness and its key.</summary>
internal static class ProverSeeds
{
    public static R1cs Circuit { get; } = Build(ConstraintBuilder.ForConstraints()).BuildConstraints();

    public static Witness Witness { get; } = Build(ConstraintBuilder.ForWitness()).BuildWitness();

    public static byte[] CircuitFile { get; } = Written(R1csFile.Of(Circuit).Write);

    public static byte[] WitnessFileBytes { get; } = Written(stream => WitnessFile.Write(stream, Witness));

    /// <summary>A key from known secrets, so that it is the same in every run.</summary>
    public static byte[] KeyFile { get; } = Written(stream =>
    {
        using var toxic = ToxicScalars.Known(Fr.FromUInt64(11), Fr.FromUInt64(12), Fr.FromUInt64(13), Fr.FromUInt64(14));
        DevelopmentSetup.Run(Circuit, shape: null, toxic, stream, progress: null, workerCount: 1);
    });

    public static byte[] BatchFile { get; } = BatchJson.Write(SampleBatch.Create(new CircuitShape(1, 2), seed: 1));

    private static ConstraintBuilder Build(ConstraintBuilder builder)
    {
        var y = builder.AllocatePublic(Fr.FromUInt64(35));
        var x = builder.Allocate(Fr.FromUInt64(3));
        var cube = builder.Multiply(builder.Multiply(x, x), x);
        builder.EnforceEqual(cube + (LinearCombination)x + Fr.FromUInt64(5), y);
        return builder;
    }

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
