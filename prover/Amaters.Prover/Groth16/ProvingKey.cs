using System.Diagnostics.CodeAnalysis;
using Amaters.Prover.Formats;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Groth16;

/// <summary>A proving key: a sealed <c>.zkey</c> file, mapped into memory and used where it lies.</summary>
/// <remarks>
/// Opening reads the whole file once, to compare its digest with the seal; after that its points are taken as the points that were checked when it was
/// sealed. Keys come from <see cref="Setup.DevelopmentSetup"/> and <see cref="Setup.KeyImport"/>. Byte tables: <see cref="Formats"/>.
/// Dispose only when nothing uses the points any more.
/// </remarks>
public sealed class ProvingKey : IDisposable
{
    private readonly MappedFile _mapping;
    private readonly ZkeyFile _file;

    private ProvingKey(MappedFile mapping, ZkeyFile file, KeyLabel label)
    {
        _mapping = mapping;
        _file = file;
        VerifyingKey = new VerifyingKey(label, _file.Header.Alpha1, _file.Header.Beta2, G2Affine.Generator, _file.Header.Delta2, file.Ic);
        A = ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.ASection));
        B1 = ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.B1Section));
        B2 = ReinterpretedMemory<G2Affine>.Of(file.Section(ZkeyFile.B2Section));
        C = ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.CSection));
        H = ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.HSection));
    }

    /// <summary>The circuit that the key is for and whether one party made it alone.</summary>
    public KeyLabel Label => VerifyingKey.Label;

    /// <summary>The public part of the key.</summary>
    public VerifyingKey VerifyingKey { get; }

    /// <summary>Wires of the circuit, the constant included.</summary>
    public int WireCount => _file.Header.WireCount;

    /// <summary>Public inputs of the circuit.</summary>
    public int PublicCount => _file.Header.PublicCount;

    /// <summary>k, where the circuit's polynomials live on a domain of 2ᵏ elements.</summary>
    public int Log2DomainSize => _file.Header.Log2DomainSize;

    /// <summary>Length of the file.</summary>
    public long ByteCount => _mapping.Bytes.Length;

    internal G1Affine Alpha1 => _file.Header.Alpha1;

    internal G1Affine Beta1 => _file.Header.Beta1;

    internal G2Affine Beta2 => _file.Header.Beta2;

    internal G1Affine Delta1 => _file.Header.Delta1;

    internal G2Affine Delta2 => _file.Header.Delta2;

    /// <summary>Aₛ(τ) for every wire s.</summary>
    internal ReadOnlyMemory<G1Affine> A { get; }

    /// <summary>Bₛ(τ) in G1 for every wire s.</summary>
    internal ReadOnlyMemory<G1Affine> B1 { get; }

    /// <summary>Bₛ(τ) in G2 for every wire s.</summary>
    internal ReadOnlyMemory<G2Affine> B2 { get; }

    /// <summary>(β·Aₛ + α·Bₛ + Cₛ)(τ)/δ for every private wire s.</summary>
    internal ReadOnlyMemory<G1Affine> C { get; }

    /// <summary>The basis of the quotient, one point for each element of the domain.</summary>
    internal ReadOnlyMemory<G1Affine> H { get; }

    /// <summary>Opens a sealed key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key, to be disposed by the caller.</param>
    /// <param name="reason">Why the file is refused; <see cref="FormatRejection.Unsealed"/> asks for an import.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryOpen(string path, [NotNullWhen(true)] out ProvingKey? key, out FormatRejection reason)
    {
        key = null;
        var mapping = new MappedFile(path);
        try
        {
            if (!ZkeyFile.TryDecode(mapping.Bytes, out var file, out reason))
                return false;
            if (file.Seal is not { } section)
            {
                reason = FormatRejection.Unsealed;
                return false;
            }

            if (!KeySeal.TryRead(mapping.Bytes, section.Span, out var seal))
            {
                reason = FormatRejection.BrokenSeal;
                return false;
            }

            key = new ProvingKey(mapping, file, seal.Label);
            return true;
        }
        finally
        {
            if (key is null)
                mapping.Dispose();
        }
    }

    /// <summary>Writes the key as a <c>.zkey</c> without the seal, the form that public tools write themselves.</summary>
    public void WriteUnsealed(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        new ZkeyWriter(stream, isSealed: false).CopySections(_file);
    }

    /// <inheritdoc/>
    public void Dispose() => _mapping.Dispose();
}
