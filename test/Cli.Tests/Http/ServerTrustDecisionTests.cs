using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Anchorage.Cli.Http;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Http;

/// <summary>The decision for servers that send their authority along, which Kestrel does not.</summary>
public sealed class ServerTrustDecisionTests
{
    [Fact]
    public void A_certificate_of_the_pinned_authority_is_accepted_whatever_its_key()
    {
        using var authority = TestCertificates.Authority();
        using var first = TestCertificates.Leaf(authority);
        using var second = TestCertificates.Leaf(authority);
        var trust = new ServerTrust(KeyFingerprint.Of(authority));
        Decide(trust, first, authority, SslPolicyErrors.RemoteCertificateChainErrors).ShouldBeTrue();
        Decide(trust, second, authority, SslPolicyErrors.RemoteCertificateChainErrors).ShouldBeTrue();
        trust.Seen.ShouldBe(new ServerIdentity(KeyFingerprint.Of(authority), authority.Subject, true));
    }

    [Fact]
    public void An_authority_sent_along_does_not_vouch_for_what_it_did_not_sign()
    {
        using var pinned = TestCertificates.Authority();
        using var sameName = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(sameName);
        var trust = new ServerTrust(KeyFingerprint.Of(pinned));
        Decide(trust, leaf, pinned, SslPolicyErrors.RemoteCertificateChainErrors).ShouldBeFalse();
        trust.Refusal.ShouldNotBeNull().Code.ShouldBe("ssl_untrusted");
    }

    [Fact]
    public void A_certificate_of_the_pinned_authority_for_another_name_is_refused()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority, "elsewhere.example.org");
        var trust = new ServerTrust(KeyFingerprint.Of(authority));
        Decide(trust, leaf, authority, SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch).ShouldBeFalse();
        trust.Refusal.ShouldNotBeNull().Message.ShouldContain("another name");
    }

    [Fact]
    public void With_a_pin_the_systems_authorities_do_not_count()
    {
        using var authority = TestCertificates.Authority();
        using var other = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        var trust = new ServerTrust(KeyFingerprint.Of(other));
        Decide(trust, leaf, authority, SslPolicyErrors.None).ShouldBeFalse();
        trust.Refusal.ShouldNotBeNull().Code.ShouldBe("ssl_pin_mismatch");
    }

    [Fact]
    public void Without_a_pin_they_decide()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        var trust = new ServerTrust(null);
        Decide(trust, leaf, authority, SslPolicyErrors.None).ShouldBeTrue();
        Decide(trust, leaf, authority, SslPolicyErrors.RemoteCertificateChainErrors).ShouldBeFalse();
    }

    private static bool Decide(ServerTrust trust, X509Certificate2 leaf, X509Certificate2 sent, SslPolicyErrors errors)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.ExtraStore.Add(sent);
        return trust.Validate(new object(), leaf, chain, errors);
    }
}
