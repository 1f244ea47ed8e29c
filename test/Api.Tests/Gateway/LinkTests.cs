using System.Text.Json;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.Testing;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>Both real ends of the link over a loopback socket.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task Enrols_connects_reports_and_sends_heartbeats()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = new(host.Url);

        await agent.LinkedAsync(host);

        AgentMessage beat = await host.Nodes.Received.Reader.ReadAsync().AsTask().WaitAsync(Wait.Long);
        beat.Type.ShouldBe(MessageTypes.Heartbeat);
        Heartbeat heartbeat = ProtocolJson.Read<Heartbeat>(beat.Json!);
        heartbeat.Health.MemoryTotalBytes.ShouldBeGreaterThan(0);
        heartbeat.Health.CpuCount.ShouldBe(Environment.ProcessorCount);
        heartbeat.Health.DiskTotalBytes.ShouldBeGreaterThan(heartbeat.Health.DiskUsedBytes);
        await Wait.UntilAsync(() => !host.Nodes.Reports.IsEmpty);
    }

    [Fact]
    [Trait("case", "P-14")]
    public async Task A_handler_that_throws_is_answered_as_agent_error_and_the_agent_lives_on()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = new(host.Url);
        agent.Handlers.Add(new Handler("test.crash", _ => throw new InvalidOperationException("a secret")));
        agent.Handlers.Add(new Handler("test.refuse", _ => throw new LinkRequestException("image_missing", "No image.")));
        agent.Handlers.Add(new Handler("test.echo", p => p));
        await agent.LinkedAsync(host);
        AgentConnection link = host.Nodes.Link(agent.NodeId);

        AgentAnswer crash = await link.Request(new AgentMessage("test.crash", null));
        AgentAnswer refused = await link.Request(new AgentMessage("test.refuse", null));
        AgentAnswer unknown = await link.Request(new AgentMessage("test.nothing", null));
        AgentAnswer echo = await link.Request(new AgentMessage("test.echo", """{"a":1}"""));

        crash.ErrorCode.ShouldBe("agent_error");
        crash.ErrorMessage!.ShouldNotContain("secret");
        refused.ErrorCode.ShouldBe("image_missing");
        unknown.ErrorCode.ShouldBe("unknown_request");
        echo.Json.ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task A_silent_handler_is_answered_as_agent_timeout_and_does_not_hold_up_others()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(new AgentGatewayOptions { AnswerDeadline = TimeSpan.FromSeconds(3) });
        await using TestAgent agent = new(host.Url);
        TaskCompletionSource never = new();
        agent.Handlers.Add(new Handler("test.hang", async (_, t) =>
        {
            await never.Task.WaitAsync(t);
            return null;
        }));
        agent.Handlers.Add(new Handler("test.echo", p => p));
        await agent.LinkedAsync(host);
        AgentConnection link = host.Nodes.Link(agent.NodeId);

        Task<AgentAnswer> hanging = link.Request(new AgentMessage("test.hang", null));
        (await link.Request(new AgentMessage("test.echo", "{}"))).ErrorCode.ShouldBeNull();
        (await hanging.WaitAsync(Wait.Long)).ErrorCode.ShouldBe("agent_timeout");
    }

    [Fact]
    public async Task Completed_work_is_answered_after_the_operation_took_it()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = new(host.Url);
        await agent.LinkedAsync(host);

        await agent.Link.RequestAsync(MessageTypes.OperationCompleted, new WorkCompleted("o1", true, false, null, null, null, null), CancellationToken.None);

        host.Nodes.Completions.ShouldBe([$"o1@{agent.NodeId}"]);
    }

    [Fact]
    public async Task The_newest_link_of_a_node_wins()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent first = new(host.Url);
        await first.LinkedAsync(host);
        AgentConnection old = host.Nodes.Link(first.NodeId);
        await using TestAgent second = new(host.Url);

        second.Start(first.Store.Load());
        await Wait.UntilAsync(() => second.State == LinkState.Authenticated && host.Nodes.IsLinked(first.NodeId) && host.Nodes.Link(first.NodeId) != old);

        await Wait.UntilAsync(() => first.State == LinkState.Reconnecting);
        first.Client!.Status.Problem.ShouldBe(LinkCloseReasons.Replaced);
        host.Registry.Count.ShouldBe(1);
        host.Registry.OfNode(first.NodeId).ShouldBe(host.Nodes.Link(first.NodeId));
    }

    [Fact]
    [Trait("case", "K-04")]
    public async Task A_revoked_node_is_cut_and_does_not_come_back()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = new(host.Url);
        await agent.LinkedAsync(host);

        await host.Nodes.RevokeAsync(agent.NodeId);

        (await agent.Ended.WaitAsync(Wait.Long)).ShouldBe(LinkEnd.ReanchorNeeded);
        agent.State.ShouldBe(LinkState.Error);
        agent.Client!.Status.Problem!.ShouldContain("re-anchor needed");
        await Wait.UntilAsync(() => host.Registry.StreamCount == 0 && host.Registry.Count == 0);

        // The same identity is refused at the door too.
        agent.Start();
        (await agent.Ended.WaitAsync(Wait.Long)).ShouldBe(LinkEnd.ReanchorNeeded);
    }

    [Fact]
    public async Task The_lease_notices_a_revocation_that_was_not_told()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(new AgentGatewayOptions { LeasePeriod = TimeSpan.FromMilliseconds(50) });
        await using TestAgent agent = new(host.Url);
        await agent.LinkedAsync(host);
        AgentConnection link = host.Nodes.Link(agent.NodeId);

        await link.Close("forgotten by the grain");

        await Wait.UntilAsync(() => agent.State == LinkState.Reconnecting || agent.Client!.Status.Welcomes > 1);
        host.Nodes.Disconnects.ShouldContain(LinkCloseReasons.Replaced);
    }

    [Fact]
    public async Task A_lease_that_lapsed_is_not_called_replaced_and_the_agent_comes_back_at_once()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(new AgentGatewayOptions { LeasePeriod = TimeSpan.FromMilliseconds(50) });
        await using TestAgent agent = new(host.Url);
        await agent.LinkedAsync(host);

        host.Nodes.LeaseLapsed = true;

        await Wait.UntilAsync(() => agent.Client!.Status.Welcomes > 1);
        host.Nodes.Disconnects.ShouldContain(LinkCloseReasons.LeaseLost);
        host.Nodes.Disconnects.ShouldNotContain(LinkCloseReasons.Replaced);
    }

    [Fact]
    public async Task A_lease_that_cannot_be_renewed_closes_the_link()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(
            new AgentGatewayOptions { LeasePeriod = TimeSpan.FromMilliseconds(50), LeaseLife = TimeSpan.FromMilliseconds(200) });
        await using TestAgent agent = new(host.Url);
        await agent.LinkedAsync(host);

        host.Nodes.LeaseFails = true;

        await Wait.UntilAsync(() => host.Nodes.Disconnects.Contains(LinkCloseReasons.LeaseLost));
        host.Nodes.LeaseFails = false;
        await Wait.UntilAsync(() => agent.Client!.Status.Welcomes > 1);
    }

    [Fact]
    [Trait("case", "K-04")]
    public async Task A_key_is_rotated_on_the_living_link_and_the_old_one_opens_nothing_any_more()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = new(host.Url);
        await agent.LinkedAsync(host);
        string before = host.Nodes.KeyOf(agent.NodeId);
        AgentIdentity old = agent.Store.Load()!;

        AgentAnswer answer = await host.Nodes.Link(agent.NodeId).Request(new AgentMessage(MessageTypes.KeyRotate, null));

        answer.ErrorCode.ShouldBeNull();
        host.Nodes.KeyOf(agent.NodeId).ShouldNotBe(before);
        NodeKey.PublicKey(agent.Store.Load()!.PrivateKey).ShouldBe(host.Nodes.KeyOf(agent.NodeId));

        // Whoever has a copy of the old key does not get in, and does not put the node out either.
        await using TestAgent thief = new(host.Url);
        thief.Start(old);
        (await thief.Ended.WaitAsync(Wait.Long)).ShouldBe(LinkEnd.ReanchorNeeded);
        agent.State.ShouldBe(LinkState.Authenticated);
        agent.Client!.Status.Welcomes.ShouldBe(1);

        host.Nodes.Link(agent.NodeId).Channel.Close(LinkCloseCodes.GoingAway, "test");
        await Wait.UntilAsync(() => agent.Client!.Status.Welcomes > 1);
    }

    [Fact]
    public async Task A_half_open_connection_is_noticed_by_its_unanswered_ping()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(new AgentGatewayOptions { KeepAlive = TimeSpan.FromSeconds(2) });
        await using StallingProxy proxy = new(host.Port);
        await using TestAgent agent = new(proxy.Url);
        await agent.LinkedAsync(host);

        proxy.Stall();

        await Wait.UntilAsync(() => host.Registry.Count == 0 && !host.Nodes.IsLinked(agent.NodeId));
        host.Nodes.Disconnects.ShouldBe(["connection_lost"]);
    }

    [Fact]
    public async Task A_stop_of_the_server_tells_the_agents_and_they_return()
    {
        int port = TestPorts.Free();
        GatewayHost host = await GatewayHost.StartAsync(kestrel: k => k.Listen(System.Net.IPAddress.Loopback, port));
        await using TestAgent agent = new(host.Url);
        await agent.LinkedAsync(host);
        FakeNodeGateway nodes = host.Nodes;

        await host.DisposeAsync();
        await Wait.UntilAsync(() => agent.State == LinkState.Reconnecting);
        nodes.Disconnects.ShouldContain(LinkCloseReasons.Stopping);

        await using GatewayHost again = await GatewayHost.StartAsync(kestrel: k => k.Listen(System.Net.IPAddress.Loopback, port));
        again.Nodes.AddNode(agent.NodeId, nodes.KeyOf(agent.NodeId));
        await Wait.UntilAsync(() => agent.State == LinkState.Authenticated);
    }

    private sealed class Handler(string type, Func<JsonElement?, CancellationToken, Task<JsonElement?>> handle) : IMessageHandler
    {
        public Handler(string type, Func<JsonElement?, JsonElement?> handle)
            : this(type, (p, _) => Task.FromResult(handle(p)))
        {
        }

        public string Type => type;

        public Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken) => handle(payload, cancellationToken);
    }
}
