namespace Amaters.Fuzz;

/// <summary>One decoder of untrusted bytes, as the fuzzers see it. A new decoder gets a class here and a line in <see cref="FuzzTargets"/>.</summary>
public interface IFuzzTarget
{
    /// <summary>The word by which the target is called on the command line.</summary>
    string Name { get; }

    /// <summary>Valid inputs from which mutation starts.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>
    /// Decodes and says whether the input was accepted. Whatever escapes from it is a finding: an exception of the decoder, or the
    /// <see cref="FindingException"/> that the target itself throws when an accepted value is not what the bytes said.
    /// </summary>
    bool Accepts(ReadOnlySpan<byte> input);

    /// <summary>Mutations that a bounded run tries at most; fewer where one costs milliseconds.</summary>
    int IterationsMax => 4000;

    /// <summary>Most bytes that decoding may allocate for an input of this length; linear in it.</summary>
    long AllocationLimit(int inputByteCount) => (128 * 1024) + (64L * inputByteCount);
}
