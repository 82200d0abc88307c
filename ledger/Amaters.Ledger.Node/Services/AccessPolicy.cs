using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Amaters.Ledger.Node.Configuration;

namespace Amaters.Ledger.Node.Services;

/// <summary>Who may use a guarded part of a node: bearers of a token, holders of certain client certificates.</summary>
/// <remarks>A browser sends the token as the password of HTTP Basic. Certificates are compared by fingerprint; no authority can add one.</remarks>
internal sealed class AccessPolicy
{
    private readonly byte[]? _tokenDigest;
    private readonly HashSet<string> _fingerprints;
    private readonly Default _default;

    /// <summary>A policy.</summary>
    /// <param name="options">Token and fingerprints; both may be missing.</param>
    /// <param name="withoutCredentials">Who is let in where neither is configured.</param>
    public AccessPolicy(AccessOptions options, Default withoutCredentials)
    {
        _tokenDigest = options.Token.Length == 0 ? null : SHA256.HashData(Encoding.UTF8.GetBytes(options.Token));
        _fingerprints = options.Certificates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _default = withoutCredentials;
    }

    /// <summary>Who is let in where no credential is configured.</summary>
    public enum Default
    {
        /// <summary>Nobody.</summary>
        Nobody,

        /// <summary>Callers on this machine.</summary>
        Loopback,

        /// <summary>Everybody.</summary>
        Everybody,
    }

    /// <summary>True if the caller may.</summary>
    public bool Allows(HttpContext caller)
    {
        if (_tokenDigest is null && _fingerprints.Count == 0)
            return _default == Default.Everybody || (_default == Default.Loopback && IsOnThisMachine(caller));
        return HasToken(caller.Request) || HasCertificate(caller.Connection);
    }

    private bool HasToken(HttpRequest request) =>
        _tokenDigest is not null
        && AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && TokenOf(header) is { } token
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), _tokenDigest);

    private bool HasCertificate(ConnectionInfo connection) =>
        connection.ClientCertificate is { } certificate && _fingerprints.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256));

    private static string? TokenOf(AuthenticationHeaderValue header)
    {
        if (header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return header.Parameter;
        var decoded = new byte[header.Parameter?.Length ?? 0];
        if (!header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(header.Parameter ?? "", decoded, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2);
        return pair.Length == 2 ? pair[1] : null;
    }

    // The host name is looked at too: a page elsewhere whose name was rebound to 127.0.0.1 is a stranger.
    private static bool IsOnThisMachine(HttpContext caller) =>
        caller.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && (caller.Request.Host.Host == "localhost" || (IPAddress.TryParse(caller.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));
}
