namespace Amaters.Ledger.Node.Embedded;

/// <summary>Where a node of a trial group listens and is reached.</summary>
/// <param name="Host">Name or address for the others.</param>
/// <param name="ListenAddress">Address to bind.</param>
/// <param name="Ports">Its ports.</param>
internal sealed record TrialAddress(string Host, string ListenAddress, PortPlan Ports)
{
    /// <summary>A node on this machine.</summary>
    public static TrialAddress OnLoopback(PortPlan ports) => new("127.0.0.1", "127.0.0.1", ports);

    /// <summary>A node on a machine or in a container of its own, with the usual ports.</summary>
    public static TrialAddress OnHost(string host) => new(host, "0.0.0.0", PortPlan.OfFirstNode);
}
