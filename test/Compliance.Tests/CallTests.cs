using System.Collections.Immutable;
using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Anchorage.Compliance.Tests;

public sealed class CallTests(TestSilo silo) : IClassFixture<TestSilo>
{
    private IBasicGrain NewGrain(out string key) => silo.Client.GetGrain<IBasicGrain>(key = Keys.New());

    private IBasicGrain NewGrain() => NewGrain(out _);

    [Fact]
    public async Task Arguments_and_results_cross()
    {
        IBasicGrain grain = NewGrain(out string key);
        ImmutableArray<Note> notes = [new("a", DateTimeOffset.UnixEpoch, Guid.Empty), new("b", DateTimeOffset.MaxValue, null)];

        (await grain.KeyAsync()).ShouldBe(key);
        (await grain.AddAsync(2, 3)).ShouldBe(5);
        (await grain.AddQuicklyAsync(2, 4)).ShouldBe(6);
        await grain.NothingAsync();
        (await grain.EchoAsync(notes)).ShouldBe(notes);
        (await grain.EchoObjectAsync(null)).ShouldBeNull();
        (await grain.EchoObjectAsync(notes[0])).ShouldBe(notes[0]);
    }

    [Fact]
    public async Task References_with_the_same_key_are_equal_and_cross()
    {
        IBasicGrain grain = NewGrain(out string key);

        IBasicGrain self = await grain.SelfAsync();

        self.ShouldBe(grain);
        self.GetHashCode().ShouldBe(grain.GetHashCode());
        self.GetPrimaryKeyString().ShouldBe(key);
        self.GetGrainId().ShouldBe(GrainId.Create("basic", key));
        silo.Client.GetGrain<IBasicGrain>(GrainId.Create("basic", key)).ShouldBe(grain);
        ((IBasicGrain)(await grain.EchoObjectAsync(self))!).ShouldBe(grain);
        self.ShouldNotBe(NewGrain());
    }

    [Fact]
    public async Task A_call_that_comes_back_to_its_caller_times_out()
    {
        IBasicGrain first = NewGrain();
        string second = Keys.New();

        await Should.ThrowAsync<TimeoutException>(() => first.CallBackAsync(second, depth: 2));

        // One level less never comes back.
        await NewGrain().CallBackAsync(Keys.New(), depth: 1);
    }

    [Fact]
    public async Task A_method_may_have_its_own_time_out()
    {
        IBasicGrain grain = NewGrain(out string key);

        await Should.ThrowAsync<TimeoutException>(() => grain.HoldBrieflyAsync(key));

        silo.Probes.Set(key);
        (await grain.AddAsync(1, 1)).ShouldBe(2);
    }

    [Fact]
    public async Task Exceptions_keep_their_type_and_content()
    {
        IBasicGrain grain = NewGrain();

        (await Should.ThrowAsync<ArgumentException>(() => grain.ThrowAsync("argument"))).ParamName.ShouldBe("kind");
        (await Should.ThrowAsync<InvalidOperationException>(() => grain.ThrowAsync("text"))).Message.ShouldBe("text");
        OwnException own = await Should.ThrowAsync<OwnException>(() => grain.ThrowAsync("own"));
        own.Code.ShouldBe(42);
        own.Message.ShouldBe("with a code");
    }

    [Fact]
    public async Task What_cannot_be_serialised_is_refused()
    {
        IBasicGrain grain = NewGrain();

        await Should.ThrowAsync<CodecNotFoundException>(async () => await grain.EchoObjectAsync(new Unserialisable()));
        await Should.ThrowAsync<CodecNotFoundException>(async () => await grain.EchoObjectAsync(new List<Unserialisable> { new() }));
        await Should.ThrowAsync<CodecNotFoundException>(async () => await grain.EchoObjectAsync(() => 1));
        await Should.ThrowAsync<CodecNotFoundException>(async () => await grain.ReturnUnserialisableAsync());
        (await grain.AddAsync(1, 1)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Common_values_cross(object value) => (await NewGrain().EchoObjectAsync(value)).ShouldBe(value);

    public static TheoryData<object> Values() =>
    [
        1, 2L, 3.5, 4.5m, true, 'x', "text", DayOfWeek.Friday, Guid.Empty, DateTime.UnixEpoch, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(1),
        new DateOnly(2026, 1, 2), new byte[] { 1, 2 }, new[] { "a" }, new List<int> { 1 }, new Dictionary<string, int> { ["a"] = 1 },
        (1, "a"), Tuple.Create(1, 2), new Uri("http://localhost/"), new Version(1, 2), ImmutableList.Create(1), ImmutableDictionary<string, int>.Empty.Add("a", 1),
    ];

    [Fact]
    public async Task A_one_way_call_returns_before_the_work_ends_and_hides_its_failure()
    {
        IBasicGrain grain = NewGrain(out string key);

        await grain.NotifyAsync(key + "in", key + "go", key + "done");
        await silo.Probes.WaitAsync(key + "in");
        silo.Probes.IsSet(key + "done").ShouldBeFalse();

        silo.Probes.Set(key + "go");
        await silo.Probes.WaitAsync(key + "done");
        (await grain.AddAsync(1, 1)).ShouldBe(2);
    }

    [Fact]
    public async Task Cancellation_reaches_the_grain_and_ends_the_call()
    {
        IBasicGrain grain = NewGrain(out string key);
        using var cancellation = new CancellationTokenSource();

        Task<string> call = grain.WaitForCancellationAsync(key, cancellation.Token);
        await silo.Probes.WaitAsync(key);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call.WaitAsync(Probes.Deadline));
        await silo.Probes.WaitAsync(key + ":cancelled");
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_call_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await NewGrain().WaitForCancellationAsync("unused", cancellation.Token));
    }

    [Fact]
    public async Task Request_context_travels_with_the_call_and_not_back()
    {
        IBasicGrain grain = NewGrain();
        RequestContext.Set("user", "user:1");
        (await grain.ContextAsync("user")).ShouldBe("user:1");
        RequestContext.Clear();
        (await grain.ContextAsync("user")).ShouldBeNull();
    }

    [Fact]
    public void An_interface_that_nobody_implements_is_refused() =>
        Should.Throw<ArgumentException>(() => silo.Client.GetGrain<INobodyGrain>("key:1"));

    public interface INobodyGrain : IGrainWithStringKey
    {
        Task NothingAsync();
    }
}
