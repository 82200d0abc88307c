using Amaters.Ledger.Replication.Peers;

namespace Amaters.Ledger.Replication.Tests.Peers;

public sealed class PeerIdentityTests
{
    private static readonly PeerIdentity Identity = new(new GroupId(0xabc), 7);

    [Fact]
    public void A_name_is_read_back()
    {
        Assert.Equal("node-7.group-00000000000000000000000000000abc.amaters", Identity.ToString());
        Assert.True(PeerIdentity.TryParse(Identity.ToString(), out var again));
        Assert.Equal(Identity, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("node-7")]
    [InlineData("node-07.group-00000000000000000000000000000abc.amaters")]
    [InlineData("node-0.group-00000000000000000000000000000abc.amaters")]
    [InlineData("node-7.group-00000000000000000000000000000ABC.amaters")]
    [InlineData("node-7.group-abc.amaters")]
    [InlineData("node-7.group-00000000000000000000000000000000.amaters")]
    [InlineData("node-7.group-00000000000000000000000000000abc.amaters.example")]
    [InlineData("node-99999999999999999999.group-00000000000000000000000000000abc.amaters")]
    public void Any_other_spelling_names_nobody(string text) => Assert.False(PeerIdentity.TryParse(text, out _));

    [Fact]
    public void Only_a_certificate_of_the_groups_authority_for_the_same_group_is_a_members()
    {
        var now = DateTimeOffset.UtcNow;
        using var authority = DevelopmentCertificates.CreateAuthority(now);
        using var otherAuthority = DevelopmentCertificates.CreateAuthority(now);
        using var own = DevelopmentCertificates.Issue(authority, Identity, now);
        var credentials = new PeerCredentials(own, [authority]);

        using var member = DevelopmentCertificates.Issue(authority, Identity with { NodeId = 8 }, now);
        Assert.True(credentials.IsMember(member, out var identity));
        Assert.Equal(8UL, identity.NodeId);

        using var impostor = DevelopmentCertificates.Issue(otherAuthority, Identity with { NodeId = 8 }, now);
        Assert.False(credentials.IsMember(impostor, out _));
        using var stranger = DevelopmentCertificates.Issue(authority, new PeerIdentity(new GroupId(0xdef), 8), now);
        Assert.False(credentials.IsMember(stranger, out _));
        Assert.False(credentials.IsMember(authority, out _));
    }
}
