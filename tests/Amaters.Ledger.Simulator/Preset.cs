namespace Amaters.Ledger.Simulator;

/// <summary>Kind of a run.</summary>
internal enum Preset
{
    /// <summary>Limits in proportion to those of a real group.</summary>
    Standard,

    /// <summary>Limits so small that windows are full, quotas used up and logs compacted all the time.</summary>
    Tiny,

    /// <summary>A log beyond a million entries.</summary>
    Long,
}
