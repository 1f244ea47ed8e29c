using Anchorage.Cli.Http;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Identity;

public sealed class ServerTrustTests
{
    [Fact]
    public async Task An_unknown_authority_is_refused_with_its_fingerprint_where_nobody_can_be_asked()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        await using var server = await StubServer.StartAsync(leaf, authority);
        using var home = new CliHome { Input = StubServer.Password };
        var run = (await home.RunAsync("login", server.Url, "-u", "ann", "--password-stdin")).ShouldExit(2);
        run.Error.ShouldStartWith("[ssl_untrusted]");
        run.Error.ShouldContain(KeyFingerprint.Of(authority));
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_confirmed_authority_is_pinned_and_a_renewed_certificate_of_it_is_accepted()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        using var home = new CliHome { Typed = "y\nann\n", Secret = StubServer.Password };
        int port;
        await using (var server = await StubServer.StartAsync(leaf, authority))
        {
            port = new Uri(server.Url).Port;
            var run = (await home.RunAsync("login", server.Url)).ShouldExit(0);
            run.Error.ShouldContain(KeyFingerprint.Of(authority));
            (await File.ReadAllTextAsync(home.ConfigFile, TestContext.Current.CancellationToken)).ShouldContain(KeyFingerprint.Of(authority));
            (await home.RunAsync("whoami")).ShouldExit(0);
        }

        using var renewed = TestCertificates.Leaf(authority);
        await using var again = await StubServer.StartAsync(renewed, authority, port);
        (await home.RunAsync("whoami")).ShouldExit(0);
    }

    [Fact]
    public async Task A_changed_key_is_refused_and_the_token_is_not_sent()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        using var home = new CliHome { Input = StubServer.Password };
        int port;
        await using (var server = await StubServer.StartAsync(leaf, authority))
        {
            port = new Uri(server.Url).Port;
            await home.LoginAsync(server, "--fingerprint", KeyFingerprint.Of(authority));
        }

        using var other = TestCertificates.Authority();
        using var otherLeaf = TestCertificates.Leaf(other);
        await using var impostor = await StubServer.StartAsync(otherLeaf, other, port);
        var run = (await home.RunAsync("whoami")).ShouldExit(2);
        run.Error.ShouldStartWith("[ssl_pin_mismatch]");
        run.Error.ShouldContain(KeyFingerprint.Of(other));
        home.Input = StubServer.Password;
        (await home.RunAsync("login", impostor.Url, "-u", "ann", "--password-stdin")).ShouldExit(2).Error.ShouldStartWith("[ssl_pin_mismatch]");
        impostor.Requests.ShouldBeEmpty();
        await home.LoginAsync(impostor, "--fingerprint", "sha256:" + KeyFingerprint.Of(other));
        (await home.RunAsync("whoami")).ShouldExit(0);
    }

    [Fact]
    public async Task A_pinned_leaf_key_needs_no_authority()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        await using var server = await StubServer.StartAsync(leaf, null);
        using var home = new CliHome();
        await home.LoginAsync(server, "--fingerprint", KeyFingerprint.Of(leaf));
        (await home.RunAsync("whoami")).ShouldExit(0);
    }

    [Fact]
    public async Task An_authority_sent_along_does_not_vouch_for_a_certificate_it_did_not_sign()
    {
        using var pinned = TestCertificates.Authority();
        using var other = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(other);
        await using var server = await StubServer.StartAsync(leaf, pinned);
        using var home = new CliHome { Input = StubServer.Password };
        var run = (await home.RunAsync("login", server.Url, "-u", "ann", "--password-stdin", "--fingerprint", KeyFingerprint.Of(pinned))).ShouldExit(2);
        run.Error.ShouldStartWith("[ssl_");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_the_pinned_authority_for_another_name_is_refused()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority, "elsewhere.example.org");
        await using var server = await StubServer.StartAsync(leaf, authority);
        using var home = new CliHome { Input = StubServer.Password };
        var run = (await home.RunAsync("login", server.Url, "-u", "ann", "--password-stdin", "--fingerprint", KeyFingerprint.Of(authority))).ShouldExit(2);
        run.Error.ShouldContain("another name");
        server.Requests.ShouldBeEmpty();
    }
}
