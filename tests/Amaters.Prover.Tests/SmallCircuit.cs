using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Tests;

/// <summary>A circuit of any number of constraints: "I know x with (…((x² + x)² + x)² …) + x = y and the bits of a small number", y public.</summary>
internal static class SmallCircuit
{
    /// <summary>The constraints: <paramref name="rounds"/> squarings, one equality and four bits.</summary>
    public static R1cs Compile(int rounds)
    {
        var builder = ConstraintBuilder.ForConstraints();
        Build(builder, rounds, Fr.Zero);
        return builder.BuildConstraints();
    }

    /// <summary>A witness for a secret x.</summary>
    public static Witness Solve(int rounds, in Fr x)
    {
        var builder = ConstraintBuilder.ForWitness();
        Build(builder, rounds, x);
        return builder.BuildWitness();
    }

    private static void Build(ConstraintBuilder builder, int rounds, in Fr secret)
    {
        var result = secret;
        for (int i = 0; i < rounds; i++)
            result = result.Square() + secret;
        var y = builder.AllocatePublic(result);
        var x = builder.Allocate(secret);
        LinearCombination sum = x;
        for (int i = 0; i < rounds; i++)
            sum = builder.Multiply(sum, sum) + (LinearCombination)x;
        builder.EnforceEqual(sum, y);
        for (int i = 0; i < 4; i++)
        {
            var bit = builder.Allocate(Fr.FromUInt64((ulong)i % 2));
            builder.Enforce(bit, LinearCombination.One - (LinearCombination)bit, LinearCombination.Zero);
        }
    }
}
