using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>Byte streams between the broker and a real agent.</summary>
public sealed class StreamTests
{
    private static readonly ConnectTcp Payload = new("i1", 80);

    [Fact]
    public async Task A_stream_opens_over_a_spare_and_the_spare_is_replaced()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = await EchoAsync(host);
        await Wait.UntilAsync(() => host.Registry.StreamCount == LinkLimits.SpareStreams);

        await using NodeStream stream = await host.Broker.OpenAsync(host.Grant(agent.NodeId, "echo", Payload), CancellationToken.None);
        await stream.WriteAsync(new byte[] { 1, 2, 3 }, text: false, CancellationToken.None);
        WireFrame? answer = await stream.ReadAsync(CancellationToken.None);

        answer!.Value.Data.ToArray().ShouldBe([1, 2, 3]);
        answer.Value.IsText.ShouldBeFalse();
        await Wait.UntilAsync(() => host.Registry.StreamCount == LinkLimits.SpareStreams + 1);
    }

    [Fact]
    public async Task Without_spares_the_agent_dials()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(new AgentGatewayOptions { SpareBudget = 0 });
        await using TestAgent agent = await EchoAsync(host);
        host.Registry.StreamCount.ShouldBe(0);

        NodeStream[] streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Broker.OpenAsync(host.Grant(agent.NodeId, "echo", Payload), CancellationToken.None)));

        foreach (NodeStream stream in streams)
        {
            await stream.WriteAsync("hello"u8.ToArray(), text: true, CancellationToken.None);
            (await stream.ReadAsync(CancellationToken.None))!.Value.IsText.ShouldBeTrue();
            await stream.DisposeAsync();
        }

        await Wait.UntilAsync(() => host.Registry.StreamCount == 0);
    }

    [Fact]
    public async Task A_stream_that_is_held_back_is_not_taken_for_dead_while_a_link_is()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = await EchoAsync(host);
        KeyRotation keys = new(agent.Store.Load()!, _ => { });
        using ServerConnection server = new(agent.Options.Server, new ServerTrust(null), TimeProvider.System);

        IReadOnlyDictionary<string, string> headers = keys.StreamHeaders(host.Nodes.Link(agent.NodeId).SpareTicket.Text);
        using ClientWebSocket stream = (ClientWebSocket)await server.DialAsync(IServerConnection.StreamPath, headers, CancellationToken.None);
        using ClientWebSocket link = (ClientWebSocket)await server.DialAsync(IServerConnection.LinkPath, new Dictionary<string, string>(), CancellationToken.None);

        stream.Options.KeepAliveTimeout.ShouldBe(Timeout.InfiniteTimeSpan);
        link.Options.KeepAliveTimeout.ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_agents_refusal_comes_through_with_its_code()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = await EchoAsync(host);

        AnchorageException refused = await Should.ThrowAsync<AnchorageException>(host.Broker.OpenAsync(host.Grant(agent.NodeId, "closed", Payload), CancellationToken.None));
        AnchorageException unknown = await Should.ThrowAsync<AnchorageException>(host.Broker.OpenAsync(host.Grant(agent.NodeId, "nothing", Payload), CancellationToken.None));
        AnchorageException offline = await Should.ThrowAsync<AnchorageException>(host.Broker.OpenAsync(host.Grant("n99", "echo", Payload), CancellationToken.None));

        refused.Code.ShouldBe("port_closed");
        unknown.Code.ShouldBe(ErrorCodes.AgentError);
        unknown.Args["problem"].ShouldStartWith("unknown_request");
        offline.Code.ShouldBe(ErrorCodes.NodeOffline);
    }

    [Fact]
    public async Task A_grant_works_once_and_not_after_its_time()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = await EchoAsync(host);
        StreamGrant grant = host.Grant(agent.NodeId, "echo", Payload);
        await (await host.Broker.OpenAsync(grant, CancellationToken.None)).DisposeAsync();

        (await Should.ThrowAsync<AnchorageException>(host.Broker.OpenAsync(grant, CancellationToken.None))).Code.ShouldBe(ErrorCodes.TicketInvalid);
        StreamGrant late = host.Grant(agent.NodeId, "echo", Payload, TimeSpan.FromSeconds(-1));
        (await Should.ThrowAsync<AnchorageException>(host.Broker.OpenAsync(late, CancellationToken.None))).Code.ShouldBe(ErrorCodes.TicketInvalid);
    }

    [Fact]
    public async Task A_ticket_in_other_hands_is_worth_nothing()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent owner = await EchoAsync(host);
        await using TestAgent other = await EchoAsync(host);
        string ticket = host.Nodes.Link(owner.NodeId).SpareTicket.Text;

        // Without proof, with another node's proof, with a proof of another ticket, with a changed ticket, with a browser's Origin.
        (await DialAsync(host, ticket, null)).ShouldBe(401);
        (await DialAsync(host, ticket, Proof(other, ticket))).ShouldBe(401);
        (await DialAsync(host, ticket, Proof(owner, ticket + "x"))).ShouldBe(401);
        (await DialAsync(host, ticket + "x", Proof(owner, ticket + "x"))).ShouldBe(401);
        (await DialAsync(host, ticket, Proof(owner, ticket), ("Origin", "http://evil.example"))).ShouldBe(403);
        (await DialAsync(host, ticket, Proof(owner, ticket))).ShouldBe(101);

        host.Nodes.Link(owner.NodeId).Channel.Close(LinkCloseCodes.GoingAway, "test");
        await Wait.UntilAsync(() => owner.Client!.Status.Welcomes == 2);
        (await DialAsync(host, ticket, Proof(owner, ticket))).ShouldBe(401);
    }

    [Fact]
    [Trait("case", "K-04")]
    public async Task A_revocation_cuts_open_streams()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = await EchoAsync(host);
        NodeStream stream = await host.Broker.OpenAsync(host.Grant(agent.NodeId, "echo", Payload), CancellationToken.None);

        await host.Nodes.RevokeAsync(agent.NodeId);

        await stream.Completion.WaitAsync(Wait.Long);
        stream.IsOpen.ShouldBeFalse();
        await Wait.UntilAsync(() => host.Registry.StreamCount == 0);
    }

    [Fact]
    public async Task Streams_survive_a_reconnect_of_the_control_link()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = await EchoAsync(host);
        await using NodeStream stream = await host.Broker.OpenAsync(host.Grant(agent.NodeId, "echo", Payload), CancellationToken.None);

        host.Nodes.Link(agent.NodeId).Channel.Close(LinkCloseCodes.GoingAway, "test");
        await Wait.UntilAsync(() => agent.Client!.Status.Welcomes == 2);

        await stream.WriteAsync(new byte[] { 9 }, text: false, CancellationToken.None);
        (await stream.ReadAsync(CancellationToken.None))!.Value.Data.ToArray().ShouldBe([9]);
    }

    [Fact]
    public async Task A_flood_on_one_stream_does_not_delay_another_or_the_link()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = await EchoAsync(host);
        await using NodeStream flooded = await host.Broker.OpenAsync(host.Grant(agent.NodeId, "flood", Payload), CancellationToken.None);
        await using NodeStream quiet = await host.Broker.OpenAsync(host.Grant(agent.NodeId, "echo", Payload), CancellationToken.None);

        // Nobody reads the flood: it must stop by back-pressure, not in memory.
        for (int i = 0; i < 50; i++)
        {
            await quiet.WriteAsync(BitConverter.GetBytes(i), text: false, CancellationToken.None).AsTask().WaitAsync(Wait.Long);
            WireFrame? echo = await quiet.ReadAsync(CancellationToken.None).AsTask().WaitAsync(Wait.Long);
            BitConverter.ToInt32(echo!.Value.Data.Span).ShouldBe(i);
        }

        (await host.Nodes.Link(agent.NodeId).Request(new AgentMessage("node.report", null))).ErrorCode.ShouldBeNull();
        FloodHandler flood = (FloodHandler)agent.Streams.Single(s => s is FloodHandler);
        flood.Written.ShouldBeLessThan(64L * 1024 * 1024);
    }

    internal static async Task<TestAgent> EchoAsync(GatewayHost host)
    {
        TestAgent agent = new(host.Url);
        agent.Streams.AddRange([new EchoHandler(), new FloodHandler(), new ClosedHandler()]);
        await agent.LinkedAsync(host);
        return agent;
    }

    private static string Proof(TestAgent agent, string ticket)
    {
        string signature = NodeKey.Sign(agent.Store.Load()!.PrivateKey, LinkLimits.StreamProofText(agent.NodeId, ticket));
        return $"{agent.NodeId}.{System.Buffers.Text.Base64Url.EncodeToString(Convert.FromBase64String(signature))}";
    }

    private static async Task<int> DialAsync(GatewayHost host, string ticket, string? proof, params (string Name, string Value)[] headers)
    {
        using ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader(LinkLimits.StreamTicketHeader, ticket);
        if (proof is not null)
        {
            socket.Options.SetRequestHeader(LinkLimits.StreamProofHeader, proof);
        }

        foreach ((string name, string value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(new Uri(host.Url.Replace("http", "ws", StringComparison.Ordinal) + "/agent/stream"), CancellationToken.None);
            return 101;
        }
        catch (WebSocketException)
        {
            return (int)socket.HttpStatusCode;
        }
    }

    private sealed class EchoHandler : IStreamHandler
    {
        public string Kind => "echo";

        public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
        {
            await stream.AcceptAsync(cancellationToken);
            while (await stream.ReadAsync(cancellationToken) is { } frame)
            {
                await stream.WriteAsync(frame.Data, frame.IsText, cancellationToken);
            }
        }
    }

    private sealed class FloodHandler : IStreamHandler
    {
        private long _written;

        public string Kind => "flood";

        public long Written => Interlocked.Read(ref _written);

        public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
        {
            await stream.AcceptAsync(cancellationToken);
            byte[] noise = RandomNumberGenerator.GetBytes(LinkLimits.MaxStreamDataBytes);
            while (true)
            {
                await stream.WriteAsync(noise, text: false, cancellationToken);
                Interlocked.Add(ref _written, noise.Length);
            }
        }
    }

    private sealed class ClosedHandler : IStreamHandler
    {
        public string Kind => "closed";

        public Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken) =>
            throw new LinkRequestException("port_closed", "Nothing answers there.");
    }
}
