using Amaters.Verifier.Curve;

namespace Amaters.Prover.Formats;

/// <summary>A Groth16 proving key as an iden3 <c>.zkey</c> file, version 1, taken apart but not yet believed.</summary>
/// <remarks>
/// <code>
/// Container: magic "zkey", version 1. Coordinates are 48 bytes, Montgomery form (R = 2³⁸⁴), little endian;
/// G1 = x, y (96 bytes), G2 = x.c0, x.c1, y.c0, y.c1 (192 bytes), infinity = all zero.
/// Section  1:   4 bytes   proof system, 1 for Groth16
/// Section  2: 964 bytes   header:
///   52   base field (u32 48, then p)
///   36   scalar field (u32 32, then r)
///    4   wires
///    4   public inputs
///    4   domain size n, a power of two
///   96   α in G1
///   96   β in G1
///  192   β in G2
///  192   γ in G2, the generator
///   96   δ in G1
///  192   δ in G2
/// Section  3: IC, public inputs + 1 points of G1: (β·A + α·B + C)(τ) of the public wires
/// Section  4: terms of A and B (see CoefficientSection)
/// Section  5: A(τ), a point of G1 for each wire
/// Section  6: B(τ), a point of G1 for each wire
/// Section  7: B(τ), a point of G2 for each wire
/// Section  8: (β·A + α·B + C)(τ)/δ, a point of G1 for each private wire
/// Section  9: H, n points of G1: the odd Lagrange polynomials of the domain of size 2n at τ, divided by δ
/// Section 10: circuit hash and contributions of the ceremony; read by public tools only
/// </code>
/// The points of sections 5 to 9 are bytes here: <see cref="Groth16.ProvingKey"/> reads them as points once a seal or a full check answers for them.
/// Change together with: docs/proof-formats.md.
/// </remarks>
internal sealed partial class ZkeyFile
{
    public const uint Version = 1;
    public const uint ProofSystemSection = 1;
    public const uint HeaderSection = 2;
    public const uint IcSection = 3;
    public const uint CoefficientsSection = 4;
    public const uint ASection = 5;
    public const uint B1Section = 6;
    public const uint B2Section = 7;
    public const uint CSection = 8;
    public const uint HSection = 9;
    public const uint ContributionsSection = 10;

    public const uint Groth16ProofSystem = 1;
    public const int HeaderByteCount = 964;
    public const int G1ByteCount = 96;
    public const int G2ByteCount = 192;

    private readonly SectionTable _sections;

    private ZkeyFile(SectionTable sections, in KeyHeader header, G1Affine[] ic)
    {
        _sections = sections;
        Header = header;
        Ic = ic;
    }

    public static ReadOnlySpan<byte> Magic => "zkey"u8;

    /// <summary>Sizes and the single points, each checked to be a point of its group other than infinity.</summary>
    public KeyHeader Header { get; }

    /// <summary>The points of section 3, each checked.</summary>
    public G1Affine[] Ic { get; }

    /// <summary>The contents of the seal, or null for a key that has none.</summary>
    public ReadOnlyMemory<byte>? Seal => _sections.TryGet(KeySeal.SectionId, null, out var contents, out _) ? contents : default(ReadOnlyMemory<byte>?);

    /// <summary>The contents of a section that decoding has found.</summary>
    public ReadOnlyMemory<byte> Section(uint id) =>
        _sections.TryGet(id, null, out var contents, out _) ? contents : throw new ArgumentOutOfRangeException(nameof(id));
}
