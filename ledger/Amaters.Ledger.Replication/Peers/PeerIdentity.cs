using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Who a certificate says its holder is: one member of one group.</summary>
/// <remarks>
/// Written as the certificate's only DNS name, <c>node-ID.group-HEX.amaters</c>. The name is never resolved; where a node
/// listens is kept apart from who it is.
/// </remarks>
/// <param name="Group">The group.</param>
/// <param name="NodeId">The member's node id, not 0.</param>
public readonly record struct PeerIdentity(GroupId Group, ulong NodeId)
{
    private const string NodePrefix = "node-";
    private const string GroupPrefix = "group-";
    private const string Suffix = "amaters";

    /// <summary>The DNS name for the certificate.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NodePrefix}{NodeId}.{GroupPrefix}{Group}.{Suffix}");

    /// <summary>Reads exactly what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out PeerIdentity identity)
    {
        identity = default;
        var labels = text.Split('.');
        if (labels is not [var node, var group, Suffix]
            || !node.StartsWith(NodePrefix, StringComparison.Ordinal)
            || !group.StartsWith(GroupPrefix, StringComparison.Ordinal)
            || !ulong.TryParse(node.AsSpan(NodePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !GroupId.TryParse(group[GroupPrefix.Length..], out var groupId)
            || id == 0)
        {
            return false;
        }

        identity = new PeerIdentity(groupId, id);
        // A second spelling of the same id ("node-007") must not exist.
        return identity.ToString() == text;
    }

    /// <summary>Reads the identity of a certificate whose chain has been checked already; false unless it names exactly one member.</summary>
    public static bool TryFromCertificate(X509Certificate2 certificate, out PeerIdentity identity)
    {
        identity = default;
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        return names is [var name] && TryParse(name, out identity);
    }
}
