using System.Security.Cryptography;
using System.Text;

namespace Amaters.Circuits.Jubjub;

// The base point of signatures and its multiples.
public readonly partial struct JubjubPoint
{
    /// <summary>The text that <see cref="Generator"/> is derived from.</summary>
    public const string GeneratorSeed = "Amaters Ledger Jubjub generator B";

    /// <summary>B, a generator of the subgroup that nobody chose.</summary>
    /// <remarks>
    /// For counter = 0, 1, 2, …: read SHA-256(<see cref="GeneratorSeed"/> in ASCII, then the counter as one byte) as an encoded
    /// curve point. The first counter for which it is one, and eight times that point is not the identity, gives B as
    /// eight times that point.
    /// </remarks>
    public static JubjubPoint Generator { get; } = DeriveGenerator();

    private static readonly FixedBaseTable GeneratorTable = new(Generator);

    /// <summary>n·B by the same memory accesses and operations for every n: fit for secret scalars.</summary>
    public static JubjubPoint MultiplyGenerator(in JubjubScalar n) => new(JubjubCurvePoint.FromExtended(GeneratorTable.Multiply(n)));

    private static JubjubPoint DeriveGenerator()
    {
        var seed = Encoding.ASCII.GetBytes(GeneratorSeed);
        for (byte counter = 0; ; counter++)
        {
            var digest = SHA256.HashData([.. seed, counter]);
            if (JubjubCurvePoint.TryDecode(digest, out var point, out _) && point.ClearCofactor() is { IsIdentity: false } generator)
                return generator;
        }
    }
}
