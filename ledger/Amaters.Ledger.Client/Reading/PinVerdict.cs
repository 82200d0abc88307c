namespace Amaters.Ledger.Client.Reading;

/// <summary>How a proven header stands to the newest one that the client has seen. The default is no agreement.</summary>
public enum PinVerdict
{
    /// <summary>Nothing was compared.</summary>
    NotCompared,

    /// <summary>The same header.</summary>
    Same,

    /// <summary>A later batch: the pin may move on to it.</summary>
    Newer,

    /// <summary>An earlier batch: the node lags, or was rolled back.</summary>
    Older,

    /// <summary>Another history: a different header of the same batch, or a next batch with another predecessor. Keep both headers as evidence.</summary>
    Forked,

    /// <summary>A header of another ledger.</summary>
    OtherLedger,
}
