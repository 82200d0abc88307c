namespace Amaters.Vectors.Eip2537;

/// <summary>The reasons for which EIP-2537 refuses an input.</summary>
internal enum Eip2537Error
{
    None,
    InputLength,
    TopBytes,
    FieldElement,
    NotOnCurve,
    G1Subgroup,
    G2Subgroup,
}
