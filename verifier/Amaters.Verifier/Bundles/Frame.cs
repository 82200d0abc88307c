namespace Amaters.Verifier.Bundles;

/// <summary>One piece of a bundle or a receipt.</summary>
/// <param name="Kind">What the body is.</param>
/// <param name="Body">The bytes, at most <see cref="FrameReader.BodyByteCountMax"/>.</param>
public readonly record struct Frame(FrameKind Kind, byte[] Body);
