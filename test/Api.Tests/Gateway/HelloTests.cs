using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>What the door of the gateway lets in, spoken to with a bare socket.</summary>
public sealed class HelloTests
{
    private static readonly AgentDescription Description = new MachineDescription().Describe();

    [Theory]
    [Trait("case", "K-05")]
    [InlineData("anok_k1_wrong")]
    [InlineData("anc_0123456789abcdef")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_wrong_or_other_kind_of_key_is_refused_with_a_reason_and_lists_nothing(string key)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        await using TestAgent agent = new(host.Url, key);

        ServerRefusedException refused = await Should.ThrowAsync<ServerRefusedException>(agent.EnrollAsync());

        refused.Code.ShouldBe("invalid_onboarding_key");
        host.Nodes.Enrolled.ShouldBeEmpty();
        agent.Store.Load().ShouldBeNull();
    }

    [Theory]
    [Trait("case", "K-05")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1")]
    [InlineData("""{"credential":"","publicKey":"AAAA","machineId":"m","name":"n","local":false,"hello":null}""")]
    [InlineData("""{"credential":"anok_k1_secret","publicKey":"AAAA","machineId":"m","name":"n","local":false,"hello":{}}""")]
    public async Task A_malformed_enrolment_is_a_bad_request(string body)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri(host.Url) };

        using HttpResponseMessage response = await http.PostAsync("/agent/enroll", new StringContent(body));

        ((int)response.StatusCode).ShouldBe(400);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        host.Nodes.Enrolled.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_enrolment_that_is_too_large_is_refused()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = new Uri(host.Url) };

        using HttpResponseMessage response = await http.PostAsJsonAsync("/agent/enroll", new string('x', 70_000));

        ((int)response.StatusCode).ShouldBe(413);
    }

    [Fact]
    [Trait("case", "K-05")]
    public async Task Only_a_signature_of_the_nodes_own_key_over_this_nonce_opens_a_link()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        string mine = NodeKey.Create();
        string other = NodeKey.Create();
        host.Nodes.AddNode("mine", NodeKey.PublicKey(mine));
        host.Nodes.AddNode("other", NodeKey.PublicKey(other));
        string old = "";

        (await GreetAsync(host, n => Hello("mine", NodeKey.Sign(mine, LinkHello.SignedText("mine", old = n))))).Kind.ShouldBe(LinkFrameKind.Welcome);

        // Replayed nonce, another node's key, another node's name in the text, garbage, nothing, unknown node.
        (await RefusalAsync(host, _ => Hello("mine", NodeKey.Sign(mine, LinkHello.SignedText("mine", old))))).ShouldBe((4401, "invalid_signature"));
        (await RefusalAsync(host, n => Hello("mine", NodeKey.Sign(other, LinkHello.SignedText("mine", n))))).ShouldBe((4401, "invalid_signature"));
        (await RefusalAsync(host, n => Hello("other", NodeKey.Sign(mine, LinkHello.SignedText("mine", n))))).ShouldBe((4401, "invalid_signature"));
        (await RefusalAsync(host, _ => Hello("mine", "!!"))).ShouldBe((4401, "invalid_signature"));
        (await RefusalAsync(host, _ => Hello("mine", null!))).ShouldBe((4401, "invalid_signature"));
        (await RefusalAsync(host, n => Hello("gone", NodeKey.Sign(mine, LinkHello.SignedText("gone", n))))).ShouldBe((4403, "node_revoked"));
    }

    [Fact]
    public async Task A_version_that_the_server_does_not_speak_is_refused_by_name()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        string key = NodeKey.Create();
        host.Nodes.AddNode("n", NodeKey.PublicKey(key));

        (await RefusalAsync(host, n => Hello("n", NodeKey.Sign(key, LinkHello.SignedText("n", n)), [99]))).ShouldBe((4426, "protocol_version_mismatch"));
        (await RefusalAsync(host, n => Hello("n", NodeKey.Sign(key, LinkHello.SignedText("n", n)), []))).ShouldBe((4426, "protocol_version_mismatch"));
        (await GreetAsync(host, n => Hello("n", NodeKey.Sign(key, LinkHello.SignedText("n", n)), [99, 1]))).Kind.ShouldBe(LinkFrameKind.Welcome);
    }

    [Theory]
    [InlineData("", 4400)]
    [InlineData("{", 4400)]
    [InlineData("null", 4400)]
    [InlineData("[]", 4400)]
    [InlineData("""{"kind":"hello"}""", 4400)]
    [InlineData("""{"kind":1}""", 4400)]
    [InlineData("""{"kind":"hello","payload":{"nodeId":"../../x","signature":"","protocolVersions":[1]}}""", 4400)]
    [InlineData("""{"kind":"request","id":"1","type":"node.state"}""", 4400)]
    public async Task A_malformed_hello_closes_the_socket_with_a_reason(string text, int code)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using ClientWebSocket socket = await DialAsync(host);
        await ReceiveAsync(socket);

        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

        (await CloseOfAsync(socket)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task An_oversized_frame_closes_the_link_as_too_big()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        string key = NodeKey.Create();
        host.Nodes.AddNode("n", NodeKey.PublicKey(key));
        using ClientWebSocket socket = await LinkAsync(host, "n", key);
        byte[] piece = new byte[LinkLimits.MaxFrameBytes];

        await socket.SendAsync(piece, WebSocketMessageType.Text, false, CancellationToken.None);
        await socket.SendAsync(piece, WebSocketMessageType.Text, true, CancellationToken.None);

        (await CloseOfAsync(socket)).ShouldBe((1009, "frame_too_large"));
    }

    [Fact]
    public async Task Seeded_garbage_never_hurts_more_than_its_own_link()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        string key = NodeKey.Create();
        host.Nodes.AddNode("n", NodeKey.PublicKey(key));
        Random random = new(20240229);
        byte[] valid = Encoding.UTF8.GetBytes("""{"kind":"event","type":"node.heartbeat","payload":{"at":"2024-01-01T00:00:00Z"}}""");
        for (int round = 0; round < 60; round++)
        {
            using ClientWebSocket socket = await LinkAsync(host, "n", key);
            byte[] bad = (byte[])valid.Clone();
            for (int flips = random.Next(1, 8); flips > 0; flips--)
            {
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            }

            await socket.SendAsync(bad.AsMemory(0, random.Next(1, bad.Length + 1)), random.Next(4) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text, true, CancellationToken.None);
            try
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
            }
            catch (WebSocketException)
            {
                // The server has cut the connection already: invalid UTF-8 is an error of the WebSocket itself.
            }

            (await CloseOfAsync(socket)).Code.ShouldBeOneOf(1000, 4400, 1009, 4409, 1006, 1007);
        }

        await using TestAgent healthy = new(host.Url);
        await healthy.LinkedAsync(host);
    }

    [Fact]
    public async Task A_socket_that_says_nothing_is_dropped_at_the_deadline()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(new AgentGatewayOptions { HandshakeDeadline = TimeSpan.FromSeconds(2) });
        using ClientWebSocket socket = await DialAsync(host);
        await ReceiveAsync(socket);

        (int code, _) = await CloseOfAsync(socket);

        code.ShouldBe(1006);
        host.Registry.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_browser_cannot_open_a_link()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", host.Url);

        await Should.ThrowAsync<WebSocketException>(socket.ConnectAsync(Address(host), CancellationToken.None));

        ((int)socket.HttpStatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task An_agent_that_sends_faster_than_its_grain_takes_is_slowed_down_and_others_are_not()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        TaskCompletionSource stuck = new();
        string key = NodeKey.Create();
        host.Nodes.AddNode("n", NodeKey.PublicKey(key));
        host.Nodes.OnReceive = m => m.Json!.Contains("flood", StringComparison.Ordinal) ? stuck.Task : Task.CompletedTask;
        using ClientWebSocket socket = await LinkAsync(host, "n", key);
        byte[] frame = Encoding.UTF8.GetBytes("""{"kind":"event","type":"node.heartbeat","payload":{"from":"flood"}}""");
        for (int i = 0; i < 1000; i++)
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, true, CancellationToken.None);
        }

        await using TestAgent other = new(host.Url);
        await other.LinkedAsync(host);
        await host.Nodes.Received.Reader.ReadAsync().AsTask().WaitAsync(Wait.Long);
        stuck.SetResult();
    }

    private static LinkHello Hello(string nodeId, string signature, IReadOnlyList<int>? versions = null) => new(nodeId, signature, versions ?? [1], Description);

    private static Uri Address(GatewayHost host) => new(host.Url.Replace("http", "ws", StringComparison.Ordinal) + "/agent/link");

    private static async Task<ClientWebSocket> DialAsync(GatewayHost host)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(Address(host), CancellationToken.None);
        return socket;
    }

    private static async Task<ClientWebSocket> LinkAsync(GatewayHost host, string nodeId, string key)
    {
        ClientWebSocket socket = await DialAsync(host);
        LinkFrame challenge = await ReceiveAsync(socket);
        string nonce = ProtocolJson.Read<LinkChallenge>(challenge.Payload).Nonce;
        await SendAsync(socket, Hello(nodeId, NodeKey.Sign(key, LinkHello.SignedText(nodeId, nonce))));
        (await ReceiveAsync(socket)).Kind.ShouldBe(LinkFrameKind.Welcome);
        return socket;
    }

    private static async Task<LinkFrame> GreetAsync(GatewayHost host, Func<string, LinkHello> hello)
    {
        using ClientWebSocket socket = await DialAsync(host);
        await SendAsync(socket, hello(ProtocolJson.Read<LinkChallenge>((await ReceiveAsync(socket)).Payload).Nonce));
        return await ReceiveAsync(socket);
    }

    private static async Task<(int Code, string Reason)> RefusalAsync(GatewayHost host, Func<string, LinkHello> hello)
    {
        using ClientWebSocket socket = await DialAsync(host);
        await SendAsync(socket, hello(ProtocolJson.Read<LinkChallenge>((await ReceiveAsync(socket)).Payload).Nonce));
        return await CloseOfAsync(socket);
    }

    private static Task SendAsync(ClientWebSocket socket, LinkHello hello) => socket.SendAsync(
        Encoding.UTF8.GetBytes(ProtocolJson.Write(new LinkFrame(LinkFrameKind.Hello, Payload: ProtocolJson.Element(hello)))), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<LinkFrame> ReceiveAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Wait.Long);
        return ProtocolJson.Read<LinkFrame>(Encoding.UTF8.GetString(buffer, 0, result.Count));
    }

    private static async Task<(int Code, string Reason)> CloseOfAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Wait.Long)).MessageType != WebSocketMessageType.Close)
            {
                // What was under way before the close.
            }

            return ((int)socket.CloseStatus!, socket.CloseStatusDescription ?? "");
        }
        catch (WebSocketException)
        {
            return (1006, "");
        }
    }
}
