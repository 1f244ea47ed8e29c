using System.Net.WebSockets;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>Probes that come back from each hop of the way to a terminal.</summary>
public sealed class ProbeTests(ServerFixture fixture)
{
    private TestServer Server => fixture.Server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_frame_comes_back_from_the_server_and_from_the_machine(bool node)
    {
        Person person = await Server.NewPersonAsync();
        using ClientWebSocket socket = (await person.UpgradeAsync(Path(node))).Socket.ShouldNotBeNull();
        byte[] buffer = new byte[8192];
        foreach ((byte[] frame, WebSocketMessageType type) in (IEnumerable<(byte[], WebSocketMessageType)>)
            [([1, 2, 3], WebSocketMessageType.Binary), ("hello"u8.ToArray(), WebSocketMessageType.Text), (new byte[4000], WebSocketMessageType.Binary)])
        {
            await socket.SendAsync(frame, type, true, CancellationToken.None);
            ValueWebSocketReceiveResult answer = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(Wait.Long);
            answer.MessageType.ShouldBe(type);
            buffer[..answer.Count].ShouldBe(frame);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_probe_is_bounded_in_size_and_number(bool node)
    {
        Person person = await Server.NewPersonAsync();
        using ClientWebSocket large = (await person.UpgradeAsync(Path(node))).Socket.ShouldNotBeNull();
        await large.SendAsync(new byte[5000], WebSocketMessageType.Binary, true, CancellationToken.None);
        (await CountAsync(large)).ShouldBe(0);

        using ClientWebSocket many = (await person.UpgradeAsync(Path(node))).Socket.ShouldNotBeNull();
        Task<int> counting = CountAsync(many);
        for (int i = 0; i < 256; i++)
        {
            await many.SendAsync(new byte[1], WebSocketMessageType.Binary, true, CancellationToken.None);
        }

        (await counting.WaitAsync(Wait.Long)).ShouldBe(256);
    }

    [Fact]
    public async Task Only_who_is_signed_in_and_may_see_the_machine_gets_one()
    {
        Person owner = await Server.NewPersonAsync();
        await using TestNode own = await TestNode.StartAsync(Server, owner);
        Person other = await Server.NewPersonAsync();
        (await other.UpgradeAsync($"/ws/probe?node={own.Id}")).Status.ShouldBe(404);
        (await other.UpgradeAsync("/ws/probe?node=nothing")).Status.ShouldBe(404);
        (await Server.Stranger().UpgradeAsync("/ws/probe")).Status.ShouldBe(401);
        (await other.UpgradeAsync("/ws/probe", "https://evil.example")).Status.ShouldBe(403);
        (await other.GetAsync("/ws/probe")).ShouldBe(400, "invalid_request");
        (await owner.UpgradeAsync($"/ws/probe?node={own.Id}")).Socket.ShouldNotBeNull().Dispose();

        await own.DisconnectAsync(Server);

        (await owner.UpgradeAsync($"/ws/probe?node={own.Id}")).Status.ShouldBe(503);
    }

    private string Path(bool node) => node ? $"/ws/probe?node={fixture.Node.Id}" : "/ws/probe";

    /// <summary>How many frames come before the end.</summary>
    private static async Task<int> CountAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[8192];
        int count = 0;
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
                count++;
            }
        }
        catch (WebSocketException)
        {
            // Cut.
        }

        return count;
    }
}
