using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Setup;

/// <summary>Field elements that must not outlive their use: pinned, so that the garbage collector leaves no copies, and zeroed on disposal.</summary>
internal sealed class SecretMemory : IDisposable
{
    private readonly Fr[] _elements;

    public SecretMemory(int length) => _elements = GC.AllocateArray<Fr>(length, pinned: true);

    public Memory<Fr> Memory => _elements;

    public Span<Fr> Span => _elements;

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_elements.AsSpan()));
}
