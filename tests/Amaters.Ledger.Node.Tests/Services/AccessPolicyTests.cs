using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Services;
using Microsoft.AspNetCore.Http;

namespace Amaters.Ledger.Node.Tests.Services;

public sealed class AccessPolicyTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:7402", true)]
    [InlineData("127.0.0.1", "localhost:7402", true)]
    [InlineData("::1", "[::1]:7402", true)]
    [InlineData("127.0.0.1", "rebound.example:7402", false)]
    [InlineData("10.0.0.1", "127.0.0.1:7402", false)]
    public void Without_credentials_only_callers_on_this_machine_by_its_own_name_are_let_in(string from, string host, bool isAllowed)
    {
        var policy = new AccessPolicy(new AccessOptions(), AccessPolicy.Default.Loopback);
        Assert.Equal(isAllowed, policy.Allows(Caller(from, host)));
    }

    [Fact]
    public void Nobody_means_nobody_not_even_this_machine() =>
        Assert.False(new AccessPolicy(new AccessOptions(), AccessPolicy.Default.Nobody).Allows(Caller("127.0.0.1", "127.0.0.1")));

    [Fact]
    public void Once_a_token_is_configured_this_machine_needs_it_too()
    {
        var policy = new AccessPolicy(new AccessOptions { Token = Token }, AccessPolicy.Default.Loopback);
        Assert.False(policy.Allows(Caller("127.0.0.1", "127.0.0.1")));
        Assert.True(policy.Allows(Caller("10.0.0.1", "node", $"Bearer {Token}")));
        Assert.False(policy.Allows(Caller("10.0.0.1", "node", $"Bearer {Token}x")));
        Assert.False(policy.Allows(Caller("10.0.0.1", "node", Token)));
    }

    [Fact]
    public void A_certificate_is_let_in_by_its_fingerprint_alone()
    {
        using var known = SelfSigned("CN=operator");
        using var sameName = SelfSigned("CN=operator");
        var policy = new AccessPolicy(new AccessOptions { Certificates = [known.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()] }, AccessPolicy.Default.Loopback);
        Assert.True(policy.Allows(Caller("10.0.0.1", "node", certificate: known)));
        Assert.False(policy.Allows(Caller("10.0.0.1", "node", certificate: sameName)));
        Assert.False(policy.Allows(Caller("127.0.0.1", "127.0.0.1")));
    }

    private static DefaultHttpContext Caller(string from, string host, string? authorization = null, X509Certificate2? certificate = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Connection.ClientCertificate = certificate;
        context.Request.Host = new HostString(host);
        context.Request.Headers.Authorization = authorization;
        return context;
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
