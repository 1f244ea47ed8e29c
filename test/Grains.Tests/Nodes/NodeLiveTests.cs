using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Nodes;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Grains.Tests.Nodes;

public sealed class NodeLiveTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, NodeStatus.Online)]
    [InlineData(24.9, NodeStatus.Online)]
    [InlineData(25, NodeStatus.Stale)]
    [InlineData(59.9, NodeStatus.Stale)]
    [InlineData(60, NodeStatus.Offline)]
    public void Status_follows_the_age_of_the_last_report(double seconds, NodeStatus status) =>
        Linked(lease: 1_000).StatusAt(Start.AddSeconds(seconds)).ShouldBe(status);

    [Fact]
    public void A_lost_lease_or_link_is_offline_at_once()
    {
        NodeLive live = Linked(lease: 12);
        live.StatusAt(Start.AddSeconds(12)).ShouldBe(NodeStatus.Offline);
        live.StatusAt(Start.AddSeconds(11)).ShouldBe(NodeStatus.Online);
        live.Unlink();
        live.StatusAt(Start).ShouldBe(NodeStatus.Offline);
    }

    [Fact]
    public void One_sample_a_minute_is_kept_for_a_day()
    {
        NodeLive live = new();
        for (int i = 0; i < 6 * 60 * 25; i++)
        {
            live.Note(new MachineHealth(i, 1, 1, 1, 1, 1, 1, 1, 1, 1), Start.AddSeconds(i * 10));
        }

        live.History.Count().ShouldBe(NodeLive.HistoryMinutes);
        live.Health!.CpuPercent.ShouldBe((6 * 60 * 25) - 1);
    }

    private static NodeLive Linked(int lease) => new() { Link = new NoLink(), LinkId = "l", LeaseUntil = Start.AddSeconds(lease), LastSeenAt = Start };

    private sealed class NoLink : IAgentLink
    {
        public Task<AgentAnswer> Request(AgentMessage message) => throw new NotSupportedException();

        public Task Close(string reason) => Task.CompletedTask;
    }
}
