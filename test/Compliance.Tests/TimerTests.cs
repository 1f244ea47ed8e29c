using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;

namespace Anchorage.Compliance.Tests;

public sealed class TimerTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task A_timer_ticks_after_its_due_time_and_then_periodically()
    {
        string key = Keys.New();
        ITimerGrain grain = silo.Client.GetGrain<ITimerGrain>(key);

        await grain.StartAsync("t", TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(20), interleave: false);

        await silo.Probes.WaitAsync(key + "t:3");
        (await grain.TicksOnSchedulerAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once_and_may_be_changed()
    {
        string key = Keys.New();
        ITimerGrain grain = silo.Client.GetGrain<ITimerGrain>(key);

        await grain.StartAsync("t", TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: false);
        await silo.Probes.WaitAsync(key + "t:1");
        silo.Probes.Count(key + "t").ShouldBe(1);

        await grain.ChangeAsync(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
        await silo.Probes.WaitAsync(key + "t:3");
    }

    [Fact]
    public async Task A_tick_waits_for_a_running_call_and_an_interleaving_one_does_not()
    {
        string key = Keys.New();
        ITimerGrain grain = silo.Client.GetGrain<ITimerGrain>(key);
        await grain.StartAsync("turn", TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(10), interleave: false);
        await grain.StartAsync("inter", TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(10), interleave: true);

        Task<(int Turn, int Interleaved)> hold = grain.HoldAsync(key + "inter:5");

        (int turn, int interleaved) = await hold;
        turn.ShouldBe(0);
        interleaved.ShouldBeGreaterThanOrEqualTo(5);
        await silo.Probes.WaitAsync(key + "turn:1");
    }

    [Fact]
    public async Task A_failing_tick_does_not_stop_the_timer()
    {
        string key = Keys.New();

        await silo.Client.GetGrain<ITimerGrain>(key).StartAsync("fail", TimeSpan.Zero, TimeSpan.FromMilliseconds(10), interleave: false);

        await silo.Probes.WaitAsync(key + "fail:3");
    }

    [Fact]
    public async Task Deactivation_stops_timers_and_cancels_their_token()
    {
        string key = Keys.New();
        ITimerGrain grain = silo.Client.GetGrain<ITimerGrain>(key);
        await grain.StartAsync("t", TimeSpan.Zero, TimeSpan.FromMilliseconds(5), interleave: false);
        await silo.Probes.WaitAsync(key + "t:1");

        await grain.EndAsync();
        await silo.Probes.WaitAsync(key + "ended");

        int ticks = silo.Probes.Count(key + "t");
        await silo.Client.GetGrain<ITimerGrain>(Keys.New()).CountTicksAsync(20);
        silo.Probes.Count(key + "t").ShouldBe(ticks);
        silo.Probes.IsSet(key + "token").ShouldBeTrue();
    }

    [Fact]
    public async Task A_negative_due_time_is_refused() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() =>
            silo.Client.GetGrain<ITimerGrain>(Keys.New()).StartAsync("t", TimeSpan.FromSeconds(-2), TimeSpan.Zero, interleave: false));
}
