using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Tunnels;

public sealed class ForwardTests
{
    [Fact]
    public async Task Each_connection_has_a_tunnel_of_its_own_and_half_closes_pass()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await StubServer.StartAsync();
        using var echo = new TcpEcho();
        server.AddInstance("web");
        server.Targets["inst-web:80"] = echo.Port;
        using var home = await new CliHome().LoginAsync(server);
        using var stop = new CancellationTokenSource();
        using var output = new LineWaiter(line => line.EndsWith("-> web:80", StringComparison.Ordinal));
        var running = home.RunAsync(["forward", "web", "0:80"], stop.Token, output);
        var line = await output.Seen.WaitAsync(CliHome.Limit, cancel);
        line.ShouldStartWith("127.0.0.1:");
        var port = int.Parse(line.Split(' ')[0].Split(':')[1], CultureInfo.InvariantCulture);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => AskAsync(port, $"message {n}", cancel)));
        answers.ShouldBe(Enumerable.Range(0, 10).Select(n => $"message {n}"));
        server.Requests.Count(r => r.StartsWith("GET /ws/tunnel", StringComparison.Ordinal)).ShouldBe(10);
        await stop.CancelAsync();
        (await running).ShouldExit(130);
    }

    [Fact]
    public async Task A_port_in_use_is_said_and_bad_ports_are_refused()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("web");
        using var home = await new CliHome().LoginAsync(server);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        (await home.RunAsync("forward", "web", $"{port}:80")).ShouldExit(4).Error.ShouldStartWith("[port_unavailable]");
        foreach (var bad in new[] { "80:", "a:b", "1:2:3", "8080:0", "70000:80" })
        {
            (await home.RunAsync("forward", "web", bad)).ShouldExit(4).Error.ShouldContain("LOCAL:REMOTE");
        }
    }

    private static async Task<string> AskAsync(int port, string text, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancel).WaitAsync(CliHome.Limit, cancel);
    }
}
