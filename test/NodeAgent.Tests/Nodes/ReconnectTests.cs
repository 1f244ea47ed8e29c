using System.Net.WebSockets;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.NodeAgent.Tests.Nodes;

public sealed class ReconnectTests
{
    [Fact]
    public void Delays_double_up_to_a_minute_and_are_drawn_from_zero_to_that()
    {
        double[] longest = Delays(new FixedRandom(1));
        longest[..9].ShouldBe([0.5, 1, 2, 4, 8, 16, 32, 60, 60]);
        Delays(new FixedRandom(0)).ShouldAllBe(d => d == 0);
        Delays(new FixedRandom(0.5))[0].ShouldBe(0.25);

        Backoff replaced = new(new FixedRandom(0), Backoff.LocalCap);
        replaced.NextAfterReplaced().ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(false, new[] { 0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60 })]
    [InlineData(true, new[] { 0.5, 1, 2, 4, 5, 5, 5 })]
    public async Task A_lost_server_is_dialled_again_with_one_timer_at_a_time_and_sooner_beside_it(bool isLocal, double[] expected)
    {
        FakeTime time = new();
        DeadServer server = new();
        using CancellationTokenSource stop = new();
        AgentOptions options = new() { Server = ServerAddress.Parse("http://127.0.0.1", "--server"), DataDirectory = "/nowhere", Local = isLocal, Name = "berth" };
        AgentIdentity identity = new("n1", "berth", "ada", "http://127.0.0.1", null, NodeKey.Create(), null, "", default);
        LinkClient client = new LinkClientFactory(
            new ControlLink(), [], [], new MachineDescription(), options, new FixedRandom(1), time, NullLoggerFactory.Instance).Create(server, identity, _ => { });

        Task<LinkEnd> running = Task.Run(() => client.RunAsync(stop.Token));
        int dials = 0;
        foreach (double seconds in expected)
        {
            dials++;
            await UntilAsync(() => server.Dials == dials && client.Status.State == LinkState.Reconnecting && time.Waiting is [var only] && only == TimeSpan.FromSeconds(seconds));
            time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            server.Dials.ShouldBe(dials);
            time.Advance(TimeSpan.FromTicks(1));
        }

        await stop.CancelAsync();
        (await running.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(LinkEnd.Stopped);
        client.Status.State.ShouldBe(LinkState.Disconnected);
    }

    private static double[] Delays(Random random)
    {
        Backoff backoff = new(random, Backoff.Cap);
        return [.. Enumerable.Range(0, 20).Select(_ => backoff.Next().TotalSeconds)];
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, deadline.Token);
        }
    }

    private sealed class FixedRandom(double value) : Random(0)
    {
        public override double NextDouble() => value;
    }

    private sealed class DeadServer : IServerConnection
    {
        private int _dials;

        public int Dials => Volatile.Read(ref _dials);

        public Task<WebSocket> DialAsync(string path, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _dials);
            throw new WebSocketException("refused");
        }
    }
}
