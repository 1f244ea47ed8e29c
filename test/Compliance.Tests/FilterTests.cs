using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Anchorage.Compliance.Tests;

public sealed class FilterTests(FilterTests.FilteredSilo silo) : IClassFixture<FilterTests.FilteredSilo>
{
    [Fact]
    public async Task Filters_run_in_order_around_the_call()
    {
        string key = Keys.New();

        await silo.Client.GetGrain<IBasicGrain>(key).AddAsync(1, 2);

        silo.Log(key).ShouldBe(["out:AddAsync", "first:AddAsync", "second:AddAsync", "second done: 3", "first done: 3", "out done: 3"]);
    }

    [Fact]
    public async Task A_filter_sees_who_calls_whom_with_what()
    {
        string key = Keys.New();
        string other = Keys.New();

        await silo.Client.GetGrain<IBasicGrain>(key).CallBackAsync(other, depth: 1);

        // Callers outside grains have an id too; only its type is of interest.
        Seen fromClient = silo.Calls[key];
        fromClient.Source.ShouldNotBeNull().Type.ShouldBe(GrainType.Create("sys.client"));
        fromClient.ShouldBe(new Seen(fromClient.Source, GrainId.Create("basic", key), nameof(BasicGrain.CallBackAsync), typeof(BasicGrain), typeof(IBasicGrain), $"{other},1"));
        silo.Calls[other].ShouldBe(
            new Seen(GrainId.Create("basic", key), GrainId.Create("basic", other), nameof(BasicGrain.CallBackAsync), typeof(BasicGrain), typeof(IBasicGrain), $"{key},0"));
    }

    [Fact]
    public async Task A_filter_sees_exceptions_and_may_replace_them()
    {
        string key = Keys.New();

        (await Should.ThrowAsync<InvalidOperationException>(() => silo.Client.GetGrain<IBasicGrain>(key).ThrowAsync("replace me"))).Message.ShouldBe("replaced");

        silo.Log(key).ShouldContain("second failed: replace me");
        silo.Log(key).ShouldContain("first failed: replaced");
    }

    [Fact]
    public async Task A_filter_may_answer_change_and_refuse()
    {
        IBasicGrain grain = silo.Client.GetGrain<IBasicGrain>(Keys.New());

        (await grain.AddAsync(100, 1)).ShouldBe(-1);
        (await grain.AddAsync(200, 1)).ShouldBe(402);
        await Should.ThrowAsync<UnauthorizedAccessException>(() => grain.AddAsync(300, 1));
    }

    [Fact]
    public async Task Context_that_a_filter_sets_reaches_the_grain() =>
        (await silo.Client.GetGrain<IBasicGrain>(Keys.New()).ContextAsync("set by filter")).ShouldBe("yes");

    [Fact]
    public async Task Ticks_of_timers_pass_the_filters_too()
    {
        string key = Keys.New();

        await silo.Client.GetGrain<ITimerGrain>(key).StartAsync("t", TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: false);

        await silo.Probes.WaitAsync(key + "t:1");
        silo.Log(key).ShouldContain("first:InvokeCallbackAsync");
    }

    [Fact]
    public async Task Calls_of_observers_pass_the_filters_too()
    {
        var observer = new Watcher(silo.Probes, Keys.New());
        IWatcher reference = silo.Client.CreateObjectReference<IWatcher>(observer);

        (await silo.Client.GetGrain<IWatchedGrain>(Keys.New()).AskAsync(reference, 1)).ShouldBe(2);

        silo.Log("observers").ShouldContain("first:AskAsync");
        GC.KeepAlive(observer);
    }

    public sealed record Seen(GrainId? Source, GrainId Target, string Method, Type Class, Type Interface, string Arguments);

    public sealed class FilteredSilo : TestSilo
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, List<string>> _logs = new();

        public System.Collections.Concurrent.ConcurrentDictionary<string, Seen> Calls { get; } = new();

        public string[] Log(string key)
        {
            List<string> log = _logs.GetOrAdd(key, _ => []);
            lock (log)
            {
                return [.. log];
            }
        }

        protected override void Configure(ISiloBuilder silo)
        {
            silo.AddIncomingGrainCallFilter(context => AroundAsync("first", context));
            silo.AddIncomingGrainCallFilter(async context =>
            {
                if (context.Grain is BasicGrain)
                {
                    Remember(context);
                }

                await AroundAsync("second", context);
            });
            silo.AddOutgoingGrainCallFilter(async context =>
            {
                if (context.MethodName == nameof(IBasicGrain.ContextAsync))
                {
                    RequestContext.Set("set by filter", "yes");
                }

                await AroundAsync("out", context);
            });
        }

        private void Remember(IIncomingGrainCallContext context)
        {
            IEnumerable<object?> arguments = Enumerable.Range(0, context.Request.GetArgumentCount()).Select(context.Request.GetArgument);
            Calls[context.TargetId.Key.ToString()] = new Seen(
                context.SourceId,
                context.TargetId,
                context.ImplementationMethod.Name,
                context.ImplementationMethod.DeclaringType!,
                context.InterfaceMethod.DeclaringType!,
                string.Join(',', arguments));
        }

        private async Task AroundAsync(string name, IGrainCallContext context)
        {
            string key = context.Grain is Watcher ? "observers" : context.TargetId.Key.ToString();
            Write(key, $"{name}:{context.MethodName}");
            object? left = context.Request.GetArgumentCount() == 2 ? context.Request.GetArgument(0) : null;
            if (name == "second" && left is 100)
            {
                context.Result = -1;
                return;
            }

            if (name == "second" && left is 300)
            {
                throw new UnauthorizedAccessException("not allowed");
            }

            try
            {
                await context.Invoke();
            }
            catch (Exception exception)
            {
                Write(key, $"{name} failed: {exception.Message}");
                throw name == "second" && exception.Message == "replace me" ? new InvalidOperationException("replaced") : exception;
            }

            if (name == "second" && left is 200)
            {
                context.Result = (int)context.Result! * 2;
            }

            Write(key, $"{name} done: {context.Result}");
        }

        private void Write(string key, string line)
        {
            List<string> log = _logs.GetOrAdd(key, _ => []);
            lock (log)
            {
                log.Add(line);
            }
        }
    }
}
