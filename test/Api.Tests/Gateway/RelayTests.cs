using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Anchorage.Api.Security;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals;
using Anchorage.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>A tunnel end to end: client socket, relay, agent, TCP server.</summary>
public sealed class RelayTests
{
    private static readonly byte[] EndOfFile = """{"type":"eof"}"""u8.ToArray();

    [Fact]
    public async Task A_hundred_megabytes_pass_both_ways_byte_for_byte()
    {
        const int Size = 100 * 1024 * 1024;
        await using Tunnel tunnel = await Tunnel.StartAsync();
        using ClientWebSocket client = await tunnel.OpenAsync();
        using Socket server = await tunnel.AcceptAsync();
        byte[] up = RandomNumberGenerator.GetBytes(Size);
        byte[] down = RandomNumberGenerator.GetBytes(Size);
        long start = Stopwatch.GetTimestamp();

        Task<byte[]> arrivedUp = ReadToEndAsync(server);
        Task<byte[]> arrivedDown = ReadToEndAsync(client);
        Task sendUp = SendAsync(client, up);
        Task sendDown = SendAsync(server, down);
        await Task.WhenAll(arrivedUp, arrivedDown, sendUp, sendDown).WaitAsync(TimeSpan.FromMinutes(3));

        SHA256.HashData(await arrivedUp).ShouldBe(SHA256.HashData(up));
        SHA256.HashData(await arrivedDown).ShouldBe(SHA256.HashData(down));
        TestContext.Current.SendDiagnosticMessage($"2 x 100 MiB in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
    }

    [Fact]
    public async Task A_half_close_leaves_the_other_direction_open()
    {
        await using Tunnel tunnel = await Tunnel.StartAsync();
        using ClientWebSocket client = await tunnel.OpenAsync();
        using Socket server = await tunnel.AcceptAsync();

        await client.SendAsync("ask"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
        await client.SendAsync(EndOfFile, WebSocketMessageType.Text, true, CancellationToken.None);
        byte[] question = await ReadToEndAsync(server).WaitAsync(Wait.Long);
        await server.SendAsync("answer"u8.ToArray());
        server.Shutdown(SocketShutdown.Send);
        byte[] answer = await ReadToEndAsync(client).WaitAsync(Wait.Long);

        question.ShouldBe("ask"u8.ToArray());
        answer.ShouldBe("answer"u8.ToArray());
    }

    [Fact]
    public async Task A_clients_close_ends_the_connection_in_the_container()
    {
        await using Tunnel tunnel = await Tunnel.StartAsync();
        using ClientWebSocket client = await tunnel.OpenAsync();
        using Socket server = await tunnel.AcceptAsync();

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(Wait.Long);

        (await ReadToEndAsync(server).WaitAsync(Wait.Long)).ShouldBeEmpty();
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public Task A_dead_agent_ends_the_client_promptly() => Promptness.WithinAsync("the end of the client", 3, async () =>
    {
        await using Tunnel tunnel = await Tunnel.StartAsync();
        using ClientWebSocket client = await tunnel.OpenAsync();
        using Socket server = await tunnel.AcceptAsync();
        long start = Stopwatch.GetTimestamp();

        await tunnel.Agent.DisposeAsync();

        (int code, string reason) = await ReadCloseAsync(client).WaitAsync(Wait.Long);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        code.ShouldBe(LinkCloseCodes.Failed);
        reason.ShouldBe("node_broken");
        return taken;
    });

    [Fact]
    public Task A_right_that_ends_closes_the_socket_within_two_seconds() => Promptness.WithinAsync("the end of the socket", 2, async () =>
    {
        await using Tunnel tunnel = await Tunnel.StartAsync();
        using ClientWebSocket client = await tunnel.OpenAsync();
        using Socket server = await tunnel.AcceptAsync();
        long start = Stopwatch.GetTimestamp();

        tunnel.Grants.Allowed = false;

        (int code, string reason) = await ReadCloseAsync(client).WaitAsync(Wait.Long);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        code.ShouldBe(4403);
        reason.ShouldBe("no_longer_allowed");
        await Should.ThrowAsync<Exception>(async () =>
        {
            (await ReadToEndAsync(server).WaitAsync(Wait.Long)).ShouldBeEmpty();
            throw new EndOfStreamException();
        });
        return taken;
    });

    [Theory]
    [InlineData("instance=web&port=9", null, 502, "port_closed")]
    [InlineData("instance=web&port=0", null, 400, "invalid_request")]
    [InlineData("instance=web&port=65536", null, 400, "invalid_request")]
    [InlineData("instance=web&port=abc", null, 400, "invalid_request")]
    [InlineData("port=80", null, 400, "invalid_request")]
    [InlineData("instance=web&port=80", "http://evil.example", 403, "origin_refused")]
    public async Task Refusals_come_before_the_upgrade(string query, string? origin, int status, string code)
    {
        await using Tunnel tunnel = await Tunnel.StartAsync();
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri(tunnel.Host.Url) };
        using HttpRequestMessage request = new(HttpMethod.Get, "/ws/tunnel?" + query);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage response = await http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain($"\"code\":\"{code}\"");
    }

    private static async Task SendAsync(ClientWebSocket client, byte[] data)
    {
        for (int i = 0; i < data.Length; i += LinkLimits.MaxStreamDataBytes)
        {
            await client.SendAsync(data.AsMemory(i, Math.Min(LinkLimits.MaxStreamDataBytes, data.Length - i)), WebSocketMessageType.Binary, true, CancellationToken.None);
        }

        await client.SendAsync(EndOfFile, WebSocketMessageType.Text, true, CancellationToken.None);
    }

    private static async Task SendAsync(Socket server, byte[] data)
    {
        for (int sent = 0; sent < data.Length;)
        {
            sent += await server.SendAsync(data.AsMemory(sent));
        }

        server.Shutdown(SocketShutdown.Send);
    }

    private static async Task<byte[]> ReadToEndAsync(Socket server)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await server.ReceiveAsync(buffer)) > 0)
        {
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    private static async Task<byte[]> ReadToEndAsync(ClientWebSocket client)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            ValueWebSocketReceiveResult piece = await client.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (piece.MessageType != WebSocketMessageType.Binary)
            {
                Encoding.UTF8.GetString(buffer, 0, piece.Count).ShouldBe(Encoding.UTF8.GetString(EndOfFile));
                return all.ToArray();
            }

            all.Write(buffer, 0, piece.Count);
        }
    }

    private static async Task<(int Code, string Reason)> ReadCloseAsync(ClientWebSocket client)
    {
        byte[] buffer = new byte[1024];
        while ((await client.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            // Only the end is of interest.
        }

        return ((int)client.CloseStatus!, client.CloseStatusDescription ?? "");
    }

    private sealed class Tunnel : IAsyncDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public required GatewayHost Host { get; init; }

        public required TestAgent Agent { get; init; }

        public required FakeGrants Grants { get; init; }

        public static async Task<Tunnel> StartAsync()
        {
            FakeGrants grants = new();
            GatewayHost host = await GatewayHost.StartAsync(map: app => app.MapTunnel(), add: services =>
            {
                services.AddSingleton<ITunnelGrants>(grants);
                services.AddOptions<OriginOptions>();
                services.AddSingleton<OriginCheck>();
            });
            TestAgent agent = new(host.Url);
            agent.Streams.Add(new TcpStreamHandler(new FakeContainers(), new ThisMachine(), TimeProvider.System));
            await agent.LinkedAsync(host);
            Tunnel tunnel = new() { Host = host, Agent = agent, Grants = grants };
            grants.Host = host;
            grants.NodeId = agent.NodeId;
            tunnel._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            tunnel._listener.Listen();
            return tunnel;
        }

        public async Task<ClientWebSocket> OpenAsync()
        {
            ClientWebSocket client = new();
            int port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
            await client.ConnectAsync(new Uri($"{Host.Url.Replace("http", "ws", StringComparison.Ordinal)}/ws/tunnel?instance=web&port={port}"), CancellationToken.None);
            return client;
        }

        public Task<Socket> AcceptAsync() => _listener.AcceptAsync();

        public async ValueTask DisposeAsync()
        {
            _listener.Dispose();
            await Agent.DisposeAsync();
            await Host.DisposeAsync();
        }
    }

    private sealed class FakeGrants : ITunnelGrants
    {
        public GatewayHost? Host { get; set; }

        public string NodeId { get; set; } = "";

        public volatile bool Allowed = true;

        public Task<TunnelGrant> GrantAsync(HttpContext context, string instance, int port) =>
            Task.FromResult(new TunnelGrant(Host!.Grant(NodeId, StreamKinds.Tcp, new ConnectTcp("i1", port)), new RelayCheck(_ => ValueTask.FromResult<string?>(Allowed ? null : "no_longer_allowed"))));
    }

    private sealed class FakeContainers : IContainerShell
    {
        public Task<RunningContainer> FindAsync(string instanceId, CancellationToken cancellationToken) =>
            Task.FromResult(new RunningContainer("c1", 1, "127.0.0.1", null, "/var/run/docker.sock"));
    }
}
