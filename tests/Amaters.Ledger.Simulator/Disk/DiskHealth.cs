namespace Amaters.Ledger.Simulator.Disk;

/// <summary>How a disk behaves at present.</summary>
internal sealed class DiskHealth
{
    /// <summary>Syncs take up to seconds.</summary>
    public bool IsSlow { get; set; }

    /// <summary>The next sync fails.</summary>
    public bool IsFailing { get; set; }

    /// <summary>The process dies the next time it has completed this step.</summary>
    public StorageStep? Trap { get; set; }

    /// <summary>A good disk again.</summary>
    public void Repair()
    {
        IsSlow = IsFailing = false;
        Trap = null;
    }
}
