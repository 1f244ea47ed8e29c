using System.Net;
using System.Net.Sockets;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Instances;

/// <summary>From the request to the first login.</summary>
public sealed class CreateTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    [Trait("case", "K-06")]
    public async Task A_new_instance_is_reached_by_ssh_with_its_key_alone_and_serves_pages_on_its_second_port()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "create");
        using var owner = await SshUser.NewAsync();
        using var stranger = await SshUser.NewAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var instance = await user.CreateAsync("web", owner);

        watch.Elapsed.TotalSeconds.ShouldBeLessThan(60);
        (await user.GetAsync("/api/instances"))["items"]!.AsArray().Count.ShouldBe(1);
        var ports = instance["ports"]!.AsArray().Select(port => (int)port!["host"]!).ToArray();
        ports.ShouldBe([ports[0], ports[0] + 1, ports[0] + 2]);
        ports[0].ShouldBeInRange(server.PortFrom, server.PortTo);
        (await owner.MustAsync(instance.Port("ssh"), "id -un")).ShouldBe("root");
        var refused = await stranger.RunAsync(instance.Port("ssh"), "id -un");
        refused.Code.ShouldBe(255);
        refused.Errors.ShouldContain("Permission denied");

        await ServePageAsync(owner, instance.Port("ssh"), "tide table");
        using var http = ApiUser.Connect(new Uri($"http://127.0.0.1:{instance.Port("http")}"));
        await Eventually.HoldsAsync(
            "the page on the second port",
            60,
            async () =>
            {
                try
                {
                    return (await http.GetStringAsync("/")).Contains("tide table", StringComparison.Ordinal);
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
        await user.RemoveAsync("web");
    }

    [Fact]
    [Trait("case", "K-10")]
    public async Task A_port_that_another_program_has_makes_the_instance_take_a_later_triple()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "ports");
        using var key = await SshUser.NewAsync();
        // Whoever else creates meanwhile may take triples too, so the middle port of every second one is taken.
        var taken = Enumerable.Range(0, 12).Select(i => server.PortFrom + 1 + (6 * i)).Select(Take).OfType<TcpListener>().ToList();
        var ports = new List<int>();
        try
        {
            taken.Count.ShouldBeGreaterThan(2);
            var busy = taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToList();

            // Two at least, and one more for each earlier triple that others give back meanwhile.
            while (ports.Count < 2 || (ports.Max() < busy.Min() && ports.Count < 5))
            {
                var instance = await user.CreateAsync($"boat{ports.Count}", ports.Count == 0 ? key : null);
                ports.Add(instance.Port("ssh"));
                (await key.MustAsync(instance.Port("ssh"), "echo here")).ShouldBe("here");
            }

            ports.SelectMany(first => Enumerable.Range(first, 3)).Intersect(busy).ShouldBeEmpty();
            ports.Max().ShouldBeGreaterThan(busy.Min());
        }
        finally
        {
            taken.ForEach(listener => listener.Dispose());
        }

        await Task.WhenAll(Enumerable.Range(0, ports.Count).Select(index => user.RemoveAsync($"boat{index}")));
    }

    [Fact]
    public async Task Ten_creates_at_once_make_ten_instances_on_ports_that_do_not_overlap()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "ten");
        var account = (await user.GetAsync("/api/auth/me"))["user"]!.Id();
        var etag = await EtagAsync(server, account);
        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{account}", new { instanceQuota = 10 }, ifMatch: etag)).Must(200);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => user.CreateAsync($"boat{i}")));

        var instances = (await user.GetAsync("/api/instances"))["items"]!.AsArray();
        instances.SelectMany(instance => instance!["ports"]!.AsArray()).Select(port => (int)port!["host"]!).Distinct().Count().ShouldBe(30);
        (await user.PostAsync("/api/instances", new { name = "eleventh" })).Must(409).Code.ShouldBe("instance_quota_reached");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => user.RemoveAsync($"boat{i}")));
    }

    private static async Task<string> EtagAsync(Installation server, string account)
    {
        using var http = ApiUser.Connect(server.Url);
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.Admin.Token);
        using var answer = await http.GetAsync($"/api/users/{account}");
        return answer.Headers.ETag!.ToString();
    }

    private static TcpListener? Take(int port)
    {
        var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    // Bash alone can listen on nothing; Perl is part of the image because git needs it.
    private static Task ServePageAsync(SshUser user, int port, string text) => user.MustAsync(port,
        $$"""
        cat > /root/serve.pl <<'END'
        use IO::Socket::INET;
        my $server = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or die "no port 80: $!";
        while (my $client = $server->accept) { my $line = <$client>; print $client "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n{{text}}\n"; close $client; }
        END
        setsid perl /root/serve.pl </dev/null >/root/serve.log 2>&1 &
        """);
}
