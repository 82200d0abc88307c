namespace Amaters.Verifier.Groth16;

/// <summary>Why a proof is not accepted: one value per cause. Values are stable; new ones are appended.</summary>
public enum ProofRejection
{
    /// <summary>Nothing was verified: the default.</summary>
    NotVerified = 0,

    /// <summary>The encoded proof has another length than 192 bytes.</summary>
    WrongLength = 1,

    /// <summary>A point of the proof is not flagged as compressed.</summary>
    PointWrongForm = 2,

    /// <summary>The flags of a point contradict each other.</summary>
    PointInvalidFlags = 3,

    /// <summary>A point is flagged as infinity, but has other bits set.</summary>
    PointNonCanonicalInfinity = 4,

    /// <summary>A coordinate of a point is not below p.</summary>
    PointNonCanonicalCoordinate = 5,

    /// <summary>A point of the proof is not on its curve.</summary>
    PointNotOnCurve = 6,

    /// <summary>A point of the proof is on its curve, but not in the subgroup of order r.</summary>
    PointNotInSubgroup = 7,

    /// <summary>A point of the proof is infinity. An honest prover's blinding makes that happen with probability 2⁻²⁵⁵.</summary>
    PointAtInfinity = 8,

    /// <summary>The key is for another number of public inputs.</summary>
    WrongInputCount = 9,

    /// <summary>The points are well formed, but the verification equation does not hold for this key and these public inputs.</summary>
    EquationDoesNotHold = 10,

    /// <summary>There was no proof to verify: an empty batch proves nothing.</summary>
    EmptyBatch = 11,
}
