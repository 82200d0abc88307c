namespace Amaters.Prover.Formats;

/// <summary>Why bytes are not a <c>.r1cs</c>, <c>.wtns</c> or <c>.zkey</c> file that this prover takes: one value per cause.</summary>
public enum FormatRejection
{
    /// <summary>Not rejected.</summary>
    None = 0,

    /// <summary>The file ends inside its header, a section header or a section.</summary>
    Truncated,

    /// <summary>The first four bytes are not the magic of the expected format.</summary>
    WrongMagic,

    /// <summary>The version of the container is not the one known.</summary>
    UnsupportedVersion,

    /// <summary>Bytes follow the last section.</summary>
    TrailingBytes,

    /// <summary>A section occurs twice.</summary>
    DuplicateSection,

    /// <summary>A section that the format requires is absent.</summary>
    MissingSection,

    /// <summary>A section is longer or shorter than its contents demand.</summary>
    WrongSectionLength,

    /// <summary>The scalar field is not the one of BLS12-381.</summary>
    WrongScalarField,

    /// <summary>The base field is not the one of BLS12-381.</summary>
    WrongBaseField,

    /// <summary>The numbers of wires, inputs, constraints and domain elements do not fit together.</summary>
    InconsistentCounts,

    /// <summary>A count exceeds what this prover handles.</summary>
    TooLarge,

    /// <summary>A term names a wire that does not exist.</summary>
    WireOutOfRange,

    /// <summary>The wires of a linear combination do not strictly ascend.</summary>
    UnsortedWires,

    /// <summary>A scalar is not below r.</summary>
    NonCanonicalScalar,

    /// <summary>A coefficient is zero: absent terms have one representation only.</summary>
    ZeroCoefficient,

    /// <summary>Wire 0 of a witness is not 1.</summary>
    ConstantWireNotOne,

    /// <summary>The key is for another proof system than Groth16.</summary>
    WrongProofSystem,

    /// <summary>A coordinate is not below p.</summary>
    NonCanonicalCoordinate,

    /// <summary>A point does not lie on its curve.</summary>
    PointNotOnCurve,

    /// <summary>A point lies on the curve, but outside the subgroup of order r.</summary>
    PointNotInSubgroup,

    /// <summary>A point that the key needs is infinity.</summary>
    PointAtInfinity,

    /// <summary>γ is not the generator of G2, as every key of this format has it.</summary>
    WrongGamma,

    /// <summary>The key has no seal: it was not made by this project, and not imported yet.</summary>
    Unsealed,

    /// <summary>The seal does not match the bytes of the key: the file was damaged or changed.</summary>
    BrokenSeal,

    /// <summary>The key belongs to another circuit.</summary>
    WrongCircuit,
}
