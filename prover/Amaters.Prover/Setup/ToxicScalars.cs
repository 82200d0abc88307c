using Amaters.Circuits.Fields;

namespace Amaters.Prover.Setup;

/// <summary>The secrets of a set-up, τ, α, β and δ. Whoever knows them can prove false statements, so they are erased with the set-up's end.</summary>
/// <remarks>Field arithmetic passes values through registers and stack frames that managed code cannot erase: one more reason why a key made here is a development key.</remarks>
internal sealed class ToxicScalars : IDisposable
{
    private readonly SecretMemory _scalars = new(4);

    private ToxicScalars()
    {
    }

    /// <summary>The point at which the polynomials are evaluated.</summary>
    public ref readonly Fr Tau => ref _scalars.Span[0];

    /// <summary>Forces A and B into a proof.</summary>
    public ref readonly Fr Alpha => ref _scalars.Span[1];

    /// <summary>Binds A, B and C to one witness.</summary>
    public ref readonly Fr Beta => ref _scalars.Span[2];

    /// <summary>Keeps private from public terms.</summary>
    public ref readonly Fr Delta => ref _scalars.Span[3];

    /// <summary>Fresh secrets from the operating system's generator.</summary>
    public static ToxicScalars Generate()
    {
        var toxic = new ToxicScalars();
        foreach (ref var scalar in toxic._scalars.Span)
        {
            do
                scalar = Fr.Random();
            while (scalar.IsZero);
        }

        return toxic;
    }

    /// <summary>Known secrets, for tests only: a key made from them proves anything.</summary>
    internal static ToxicScalars Known(in Fr tau, in Fr alpha, in Fr beta, in Fr delta)
    {
        var toxic = new ToxicScalars();
        (toxic._scalars.Span[0], toxic._scalars.Span[1], toxic._scalars.Span[2], toxic._scalars.Span[3]) = (tau, alpha, beta, delta);
        return toxic;
    }

    /// <inheritdoc/>
    public void Dispose() => _scalars.Dispose();
}
