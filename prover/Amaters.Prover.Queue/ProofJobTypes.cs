namespace Amaters.Prover.Queue;

/// <summary>The types that a row of the queue may name. Every other name is refused before anything of it is loaded.</summary>
/// <remarks>
/// Hangfire runs whatever method a row names, static ones of the framework included. Whoever can write rows could have a
/// worker run <c>File.Delete</c>; with this list a row can name <see cref="IProofJob"/> and its argument types, and no more.
/// </remarks>
internal static class ProofJobTypes
{
    private static readonly Type[] Allowed = [typeof(IProofJob), typeof(ulong), typeof(CancellationToken)];

    /// <summary>The type that a row names.</summary>
    /// <param name="name">Full name, with or without an assembly's after a comma.</param>
    /// <exception cref="NotSupportedException">It is not on the list.</exception>
    public static Type Resolve(string name)
    {
        var fullName = name.Split(',', 2)[0].Trim();
        return Array.Find(Allowed, type => type.FullName == fullName)
            ?? throw new NotSupportedException($"The proof queue knows {nameof(IProofJob)} only; a row names '{fullName}'.");
    }
}
