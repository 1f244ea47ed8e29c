using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.Compliance.Tests;

public sealed class StateTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task Written_state_survives_deactivation_and_unwritten_state_does_not()
    {
        IStateGrain grain = silo.Client.GetGrain<IStateGrain>(Keys.New());
        (await grain.ReadAsync()).ShouldBe(("", false));

        await grain.SetAsync("one", write: true);
        await grain.SetAsync("two", write: false);
        (await grain.ReadAsync()).ShouldBe(("two", true));
        await grain.EndAsync();

        (await grain.ReadAsync()).ShouldBe(("one", true));
    }

    [Fact]
    public async Task Cleared_state_is_gone()
    {
        IStateGrain grain = silo.Client.GetGrain<IStateGrain>(Keys.New());
        await grain.SetAsync("one", write: true);

        await grain.ClearAsync();

        (await grain.ReadAsync()).ShouldBe(("", false));
        await grain.SetAsync("three", write: true);
        await grain.EndAsync();
        (await grain.ReadAsync()).ShouldBe(("three", true));
    }

    [Fact]
    public async Task Two_states_of_one_grain_are_independent()
    {
        string key = Keys.New();
        IStateGrain grain = silo.Client.GetGrain<IStateGrain>(key);
        await grain.SetAsync("one", write: true);
        await grain.SetSecondAsync("second");
        await grain.EndAsync();

        (await grain.ReadAsync()).ShouldBe(("one", true));
        (await grain.ReadSecondAsync()).ShouldBe("second");
    }

    [Fact]
    public async Task A_stale_writer_gets_a_conflict_and_its_activation_reads_anew()
    {
        IStateGrain grain = silo.Client.GetGrain<IStateGrain>(Keys.New());
        await grain.SetAsync("one", write: true);

        await Should.ThrowAsync<InconsistentStateException>(() => grain.WriteBehindItsBackAsync("other"));

        (await grain.ReadAsync()).ShouldBe(("other", true));
        await grain.SetAsync("again", write: true);
    }

    [Fact]
    public async Task Writes_that_are_asked_for_together_do_not_conflict()
    {
        IStateGrain grain = silo.Client.GetGrain<IStateGrain>(Keys.New());

        await grain.WriteManyAsync(10);
        await grain.EndAsync();

        (await grain.ReadAsync()).ShouldBe(("write 9", true));
    }

    [Fact]
    public async Task A_storage_error_arrives_as_OrleansException()
    {
        IFaultyGrain grain = silo.Client.GetGrain<IFaultyGrain>(Keys.New());

        (await Should.ThrowAsync<OrleansException>(() => grain.WriteAsync())).Message.ShouldContain("The disk is full.");
    }
}
