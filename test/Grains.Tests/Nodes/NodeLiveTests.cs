using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Nodes;
using Anchorage.Grains.Tests.Storage;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Grains.Tests.Nodes;

public sealed class NodeLiveTests
{
    private readonly TestTime _time = new();

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, NodeStatus.Online)]
    [InlineData(24.9, NodeStatus.Online)]
    [InlineData(25, NodeStatus.Stale)]
    [InlineData(59.9, NodeStatus.Stale)]
    [InlineData(60, NodeStatus.Offline)]
    public void Status_follows_the_age_of_the_last_report(double seconds, NodeStatus status)
    {
        NodeLive live = Linked(lease: 1_000);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        live.Status.ShouldBe(status);
    }

    [Fact]
    public void A_lost_lease_or_link_is_offline_at_once()
    {
        NodeLive live = Linked(lease: 12);
        _time.Advance(TimeSpan.FromSeconds(11));
        live.Status.ShouldBe(NodeStatus.Online);
        _time.Advance(TimeSpan.FromSeconds(1));
        live.Status.ShouldBe(NodeStatus.Offline);
        NodeLive unlinked = Linked(lease: 12);
        unlinked.Unlink();
        unlinked.Status.ShouldBe(NodeStatus.Offline);
    }

    [Fact]
    public void One_sample_a_minute_is_kept_for_a_day()
    {
        NodeLive live = new(_time);
        for (int i = 0; i < 6 * 60 * 25; i++)
        {
            live.Note(new MachineHealth(i, 1, 1, 1, 1, 1, 1, 1, 1, 1), Start.AddSeconds(i * 10));
        }

        live.History.Count().ShouldBe(NodeLive.HistoryMinutes);
        live.Health!.CpuPercent.ShouldBe((6 * 60 * 25) - 1);
    }

    private NodeLive Linked(int lease)
    {
        NodeLive live = new(_time) { Link = new NoLink(), LinkId = "l" };
        live.Lease(TimeSpan.FromSeconds(lease));
        live.Seen();
        return live;
    }

    private sealed class NoLink : IAgentLink
    {
        public Task<AgentAnswer> Request(AgentMessage message) => throw new NotSupportedException();

        public Task Close(string reason) => Task.CompletedTask;
    }
}
