using System.Security.Cryptography;

namespace Amaters.Prover.Tests;

/// <summary>Changes to key files that a damaged disk would not make.</summary>
internal static class KeyFiles
{
    /// <summary>Recomputes the digest at the end of a sealed key.</summary>
    public static void Reseal(byte[] file) => SHA256.HashData(file.AsSpan(0, file.Length - SHA256.HashSizeInBytes)).CopyTo(file.AsSpan(file.Length - SHA256.HashSizeInBytes));
}
