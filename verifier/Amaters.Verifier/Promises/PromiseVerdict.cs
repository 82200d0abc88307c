namespace Amaters.Verifier.Promises;

/// <summary>What became of a promise, as a bundle shows it.</summary>
public enum PromiseVerdict
{
    /// <summary>Nothing was judged; the default of a report.</summary>
    NotJudged = 0,

    /// <summary>This is no promise of a member of the bundle's ledger, or the bundle is not accepted or does not reach back to it.</summary>
    Refused,

    /// <summary>The promised command stands in its place, in a proven batch.</summary>
    Kept,

    /// <summary>Another command stands in its place: with promise and bundle, everyone can see who signed what was not so.</summary>
    Broken,

    /// <summary>The bundle was made after the command was due and ends before it.</summary>
    Overdue,

    /// <summary>The bundle ends before the command, and nothing says that it was due.</summary>
    NotDue,
}
