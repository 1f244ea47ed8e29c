using Anchorage.Cli.Http;
using Anchorage.Cli.Tests.Support;
using Anchorage.Testing;
using Microsoft.AspNetCore.Http;

namespace Anchorage.Cli.Tests.Identity;

/// <summary>The whole way: command, TLS handshake with a real Kestrel, configuration.</summary>
public sealed class ServerTrustTests
{
    [Fact]
    public async Task An_unknown_key_is_refused_with_its_fingerprint_where_nobody_can_be_asked()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        await using var server = await StubServer.StartAsync(leaf);
        using var home = new CliHome { Input = StubServer.Password };
        var run = (await home.RunAsync("login", server.Url, "-u", "ann", "--password-stdin")).ShouldExit(2);
        run.Error.ShouldStartWith("[ssl_untrusted]");
        run.Error.ShouldContain($"--fingerprint {KeyFingerprint.Of(leaf)}");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_confirmed_key_is_pinned_and_a_certificate_renewed_with_it_is_accepted()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        using var home = new CliHome { Typed = "y\nann\n", Secret = StubServer.Password };
        var port = TestPorts.Free();
        await using (var server = await StubServer.StartAsync(leaf, port))
        {
            var run = (await home.RunAsync("login", server.Url)).ShouldExit(0);
            run.Error.ShouldContain(KeyFingerprint.Of(leaf));
            (await File.ReadAllTextAsync(home.ConfigFile, TestContext.Current.CancellationToken)).ShouldContain(KeyFingerprint.Of(leaf));
            (await home.RunAsync("whoami")).ShouldExit(0);
        }

        using var renewed = TestCertificates.Leaf(authority, renewed: leaf);
        await using var again = await StubServer.StartAsync(renewed, port);
        (await home.RunAsync("whoami")).ShouldExit(0);
    }

    [Fact]
    public async Task A_refused_key_stores_and_sends_nothing()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        await using var server = await StubServer.StartAsync(leaf);
        using var home = new CliHome { Typed = "n\n", Secret = StubServer.Password };
        (await home.RunAsync("login", server.Url)).ShouldExit(2);
        server.Requests.ShouldBeEmpty();
        File.Exists(home.ConfigFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_changed_key_is_refused_and_the_token_is_not_sent()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        using var home = new CliHome();
        var port = TestPorts.Free();
        await using (var server = await StubServer.StartAsync(leaf, port))
        {
            await home.LoginAsync(server, "--fingerprint", KeyFingerprint.Of(leaf));
        }

        using var otherLeaf = TestCertificates.Leaf(authority);
        await using var impostor = await StubServer.StartAsync(otherLeaf, port);
        var run = (await home.RunAsync("whoami")).ShouldExit(2);
        run.Error.ShouldStartWith("[ssl_pin_mismatch]");
        run.Error.ShouldContain(KeyFingerprint.Of(otherLeaf));
        home.Input = StubServer.Password;
        (await home.RunAsync("login", impostor.Url, "-u", "ann", "--password-stdin")).ShouldExit(2).Error.ShouldStartWith("[ssl_pin_mismatch]");
        (await home.RunAsync("ssh-proxy", "web")).ShouldExit(2).Error.ShouldStartWith("[ssl_pin_mismatch]");

        // Whether it has the pinned authority's certificate may be asked of anybody; nothing else is.
        impostor.Requests.ShouldAllBe(request => request == "GET /download/ca.pem");
        await home.LoginAsync(impostor, "--fingerprint", "sha256:" + KeyFingerprint.Of(otherLeaf));
        (await home.RunAsync("whoami")).ShouldExit(0);
    }

    [Fact]
    public async Task The_pin_of_the_authority_is_enough_although_the_handshake_does_not_carry_it()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        using var home = new CliHome();
        var port = TestPorts.Free();
        await using (var server = await StubServer.StartAsync(leaf, port))
        {
            OfferAuthority(server, authority.ExportCertificatePem(), times: 2);
            await home.LoginAsync(server, "--fingerprint", KeyFingerprint.Of(authority));
            server.Requests.Clear();
            (await home.RunAsync("whoami")).ShouldExit(0);
            server.Requests.ShouldNotContain("GET /download/ca.pem");
        }

        using var replaced = TestCertificates.Leaf(authority);
        await using var again = await StubServer.StartAsync(replaced, port);
        (await home.RunAsync("whoami")).ShouldExit(0);
    }

    [Fact]
    public async Task A_wrong_pin_is_refused_whatever_authority_the_server_offers()
    {
        using var authority = TestCertificates.Authority();
        using var other = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        await using var server = await StubServer.StartAsync(leaf);
        using var home = new CliHome { Input = StubServer.Password };
        foreach (var offered in (string[])[authority.ExportCertificatePem(), other.ExportCertificatePem(), "not a certificate"])
        {
            OfferAuthority(server, offered, times: 1);
            var pin = KeyFingerprint.Of(other);
            var run = (await home.RunAsync("login", server.Url, "-u", "ann", "--password-stdin", "--fingerprint", pin)).ShouldExit(2);
            run.Error.ShouldStartWith(offered == other.ExportCertificatePem() ? "[ssl_untrusted]" : "[ssl_pin_mismatch]");
        }

        server.Requests.ShouldAllBe(request => request == "GET /download/ca.pem");
        File.Exists(home.ConfigFile).ShouldBeFalse();
    }

    [Fact]
    public async Task The_tunnel_is_held_to_the_same_key()
    {
        using var authority = TestCertificates.Authority();
        using var leaf = TestCertificates.Leaf(authority);
        await using var server = await StubServer.StartAsync(leaf);
        using var echo = new TcpEcho();
        server.AddInstance("web");
        server.Targets["inst-web:22"] = echo.Port;
        using var home = new CliHome();
        await home.LoginAsync(server, "--fingerprint", KeyFingerprint.Of(leaf));
        using var process = CliProcess.Start(home, "ssh-proxy", "web");
        await process.StandardInput.WriteAsync("over TLS");
        (await CliProcess.FinishAsync(process)).ShouldExit(0).Out.ShouldBe("over TLS");
    }

    // A login that succeeds asks twice: to settle the trust, and to exchange the password.
    private static void OfferAuthority(StubServer server, string pem, int times)
    {
        for (var time = 0; time < times; time++)
        {
            server.Next("GET /download/ca.pem", context => context.Response.WriteAsync(pem));
        }
    }
}
