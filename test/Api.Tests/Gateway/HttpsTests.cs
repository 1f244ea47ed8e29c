using System.Net;
using System.Security.Cryptography.X509Certificates;
using Anchorage.Api.Nodes.Download;
using Anchorage.Api.Security;
using Anchorage.NodeAgent.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>TLS with the own authority, and the agent's pin.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_agent_enrols_and_links_over_tls_with_the_pin_of_its_key()
    {
        ServerCertificate certificate = OwnCa();
        await using GatewayHost host = await StartAsync(certificate);
        await using TestAgent agent = new(host.Url, $"{FakeNodeGateway.Key}.{certificate.Fingerprint}");

        await agent.LinkedAsync(host);

        agent.Store.Load()!.Pin.ShouldBe(certificate.Fingerprint);
        await Wait.UntilAsync(() => host.Registry.StreamCount > 0);
    }

    [Fact]
    public async Task A_server_with_another_key_is_refused_and_gets_no_credential()
    {
        ServerCertificate certificate = OwnCa();
        await using GatewayHost host = await StartAsync(certificate);
        await using TestAgent agent = new(host.Url, $"{FakeNodeGateway.Key}.{new string('A', 42)}A");

        ServerRefusedException refused = await Should.ThrowAsync<ServerRefusedException>(agent.EnrollAsync());

        refused.Code.ShouldBe("server_pin_mismatch");
        refused.Message.ShouldContain(host.Url);
        host.Nodes.Enrolled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_pin_an_unknown_authority_is_refused()
    {
        await using GatewayHost host = await StartAsync(OwnCa());
        await using TestAgent agent = new(host.Url);

        ServerRefusedException refused = await Should.ThrowAsync<ServerRefusedException>(agent.EnrollAsync());

        refused.Code.ShouldBe("server_pin_mismatch");
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_still_accepted()
    {
        ManualTime time = new(TimeProvider.System.GetUtcNow());
        ServerCertificate certificate = OwnCa(time);
        await using GatewayHost host = await StartAsync(certificate);
        await using TestAgent agent = new(host.Url, $"{FakeNodeGateway.Key}.{certificate.Fingerprint}");
        await agent.LinkedAsync(host);
        X509Certificate2 first = certificate.Current!;

        time.Advance(TimeSpan.FromDays(50));
        certificate.Refresh();
        certificate.Current.ShouldBeSameAs(first);
        time.Advance(TimeSpan.FromDays(5));
        certificate.Refresh();

        certificate.Current!.Thumbprint.ShouldNotBe(first.Thumbprint);
        OwnCa().Fingerprint.ShouldBe(certificate.Fingerprint);
    }

    [Fact]
    public async Task A_given_certificate_is_read_again_when_its_file_changes()
    {
        CertificateAuthority authority = CertificateAuthority.LoadOrCreate(_folder, TimeProvider.System.GetUtcNow());
        string pem = Path.Combine(_folder, "given.pem");
        WriteGiven(authority, pem);
        ServerCertificate certificate = new(
            new HttpsOptions { Mode = "certificate", CertificatePath = pem }, _folder, TimeProvider.System, NullLogger<ServerCertificate>.Instance);
        await using GatewayHost host = await StartAsync(certificate);
        await using TestAgent agent = new(host.Url, $"{FakeNodeGateway.Key}.{certificate.Fingerprint}");
        await agent.LinkedAsync(host);
        string before = certificate.Current!.Thumbprint;

        WriteGiven(authority, pem);
        File.SetLastWriteTimeUtc(pem, File.GetLastWriteTimeUtc(pem).AddSeconds(5));
        certificate.Refresh();
        certificate.Current!.Thumbprint.ShouldNotBe(before);

        // A damaged file changes nothing.
        string good = certificate.Current.Thumbprint;
        File.WriteAllText(pem, "nonsense");
        File.SetLastWriteTimeUtc(pem, File.GetLastWriteTimeUtc(pem).AddSeconds(10));
        certificate.Refresh();
        certificate.Current.Thumbprint.ShouldBe(good);
    }

    [Fact]
    public void Keys_are_private_to_the_account()
    {
        OwnCa();

        File.GetUnixFileMode(Path.Combine(_folder, "ca.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new CertificateAuthorityFacts(CertificateAuthority.LoadOrCreate(_folder, TimeProvider.System.GetUtcNow())).Years.ShouldBe(10);
    }

    [Theory]
    [InlineData("off", "0.0.0.0:80", "Anchorage:Https:Mode is off")]
    [InlineData("on", "127.0.0.1:80", "Anchorage:Https:Mode: 'on'")]
    [InlineData("certificate", "127.0.0.1:80", "Anchorage:Https:CertificatePath is missing")]
    [InlineData("off", "harbour:80", "Anchorage:Https:Listen: 'harbour:80'")]
    public void A_wrong_setting_names_itself(string mode, string listen, string text) =>
        Should.Throw<InvalidOperationException>(() => new HttpsOptions { Mode = mode, Listen = [listen] }.Resolve()).Message.ShouldContain(text);

    [Theory]
    [InlineData("auto", "127.0.0.1:80", HttpsMode.Off)]
    [InlineData("auto", "[::1]:80", HttpsMode.Off)]
    [InlineData("auto", "0.0.0.0:80", HttpsMode.OwnCa)]
    [InlineData("auto", "unix:/run/x.sock", HttpsMode.Off)]
    [InlineData("own-ca", "127.0.0.1:80", HttpsMode.OwnCa)]
    public void The_mode_follows_from_the_addresses(string mode, string listen, HttpsMode expected) =>
        new HttpsOptions { Mode = mode, Listen = [listen] }.Resolve().ShouldBe(expected);

    [Fact]
    public void Plain_http_on_all_addresses_is_allowed_behind_a_declared_proxy() =>
        new HttpsOptions { Mode = "off", Listen = ["0.0.0.0:80"], KnownProxies = ["10.0.0.1"] }.Resolve().ShouldBe(HttpsMode.Off);

    private static Task<GatewayHost> StartAsync(ServerCertificate certificate) => GatewayHost.StartAsync(
        kestrel: k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(h => h.ServerCertificateSelector = (_, _) => certificate.Current)),
        map: app => app.MapDownloads(),
        add: s => s.AddSingleton(certificate).AddOptions<DownloadOptions>());

    private static void WriteGiven(CertificateAuthority authority, string path)
    {
        using X509Certificate2 leaf = authority.Issue(["localhost"], TimeProvider.System.GetUtcNow());
        File.WriteAllText(path, leaf.ExportCertificatePem() + "\n" + leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private ServerCertificate OwnCa(TimeProvider? time = null) =>
        new(new HttpsOptions { Mode = "own-ca" }, _folder, time ?? TimeProvider.System, NullLogger<ServerCertificate>.Instance);

    private sealed record CertificateAuthorityFacts(CertificateAuthority Authority)
    {
        public int Years => (int)Math.Round((Authority.Certificate.NotAfter - Authority.Certificate.NotBefore).TotalDays / 365.25);
    }
}
