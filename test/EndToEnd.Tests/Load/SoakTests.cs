using System.Collections.Concurrent;
using System.Diagnostics;
using Anchorage.EndToEnd.Tests.Support;
using Anchorage.Testing.Load;

namespace Anchorage.EndToEnd.Tests.Load;

/// <summary>Many open pages and terminals at once, in rounds: what a round takes it gives back. The ten minutes of it are a path of the benchmarks (<c>./build.sh bench paths soak</c>).</summary>
public sealed class SoakTests(ITestOutputHelper output) : EndToEndTest
{
    private const int Terminals = 200;
    private const int Feeds = 100;
    private const int Instances = 7;
    private const int Rounds = 3;
    private const int ListCalls = 400;
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 4 };
    private static readonly string[] Lists = ["/api/instances?limit=50", "/api/nodes", "/api/operations?limit=50", "/api/audit?limit=50", "/api/users?limit=50"];

    [Fact, Trait("case", "X-08")]
    public async Task Two_hundred_idle_terminals_and_a_hundred_feeds_leave_nothing_behind_and_lists_stay_fast()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            Server = new Dictionary<string, string> { ["Anchorage__Accounts__InstanceQuota"] = "10", ["Anchorage__Terminals__OpenPerUser"] = "250" },
        }));
        var instances = await Task.WhenAll(Enumerable.Range(0, Instances).Select(async index => (await server.Admin.CreateAsync($"soak{index}")).Id()));
        await using (var one = await IdleTerminal.OpenAsync(server.Admin, instances[0]))
        {
            await one.RunAsync("echo before-$((20+3))", "before-23");
        }

        var before = Now(server);
        output.WriteLine($"before: {string.Join("; ", before.Select(one => $"{one.Key} {one.Value}"))}");
        List<IReadOnlyDictionary<string, ProcessFigures>> after = [];
        ConcurrentBag<double> times = [];
        for (var round = 1; round <= Rounds; round++)
        {
            await RoundAsync(server, instances, round, times);
            after.Add(await SettledAsync(server, before));
            output.WriteLine($"after round {round}: {string.Join("; ", after[^1].Select(one => $"{one.Key} {one.Value}"))}");
        }

        var p95 = times.Order().ElementAt((int)(times.Count * 0.95));
        output.WriteLine($"{times.Count} list calls beside {Terminals} terminals and {Feeds} feeds: p95 {p95:0} ms");
        p95.ShouldBeLessThan(1000);
        foreach (var (name, first) in after[0])
        {
            // A megabyte of scrollback for each terminal, kept by mistake, would be 200 MiB a round; a collector that has not run yet is far less.
            after[^1][name].PrivateMb.ShouldBeLessThan((first.PrivateMb * 1.25) + 48, name);
        }
    }

    private static async Task RoundAsync(Installation server, string[] instances, int round, ConcurrentBag<double> times)
    {
        ConcurrentBag<LiveFeed> feeds = [];
        ConcurrentBag<IdleTerminal> terminals = [];
        try
        {
            await Parallel.ForAsync(0, Feeds, Parallelism, async (_, _) => feeds.Add(await LiveFeed.OpenAsync(server.Admin)));
            await Parallel.ForAsync(0, Terminals, Parallelism, async (index, _) => terminals.Add(await IdleTerminal.OpenAsync(server.Admin, instances[index % instances.Length])));
            await Parallel.ForAsync(0, ListCalls, Parallelism, async (index, _) =>
            {
                var begin = Stopwatch.GetTimestamp();
                await server.Admin.GetAsync(Lists[index % Lists.Length]);
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            });

            // All of them still work.
            await Parallel.ForEachAsync(terminals, Parallelism, async (terminal, _) => await terminal.RunAsync($"echo round-$(({round}+40))", $"round-{round + 40}"));
            var seen = feeds.Select(feed => feed.SeeAsync($"label-of-{round}")).ToList();
            (await server.Admin.PostAsync("/api/users/me/ssh-keys", new { label = $"label-of-{round}", publicKey = await NewKeyAsync() })).Must(201);
            (await server.Admin.PostAsync("/api/nodes/onboarding-keys", new { label = $"label-of-{round}" })).Must(201);
            await Task.WhenAll(seen);
        }
        finally
        {
            foreach (var feed in feeds)
            {
                await feed.DisposeAsync();
            }

            await Parallel.ForEachAsync(terminals, Parallelism, async (terminal, _) =>
            {
                (await server.Admin.DeleteAsync($"/api/terminals/{terminal.Id}")).Must(204);
                await terminal.DisposeAsync();
            });
        }
    }

    private static Dictionary<string, ProcessFigures> Now(Installation server) => new()
    {
        ["server"] = ProcessFigures.Of(server.Server.Id),
        ["agent"] = ProcessFigures.Of(server.Agent.Id),
        ["terminal host"] = ProcessFigures.Of(server.TerminalHosts().ShouldHaveSingleItem()),
    };

    private static async Task<string> NewKeyAsync()
    {
        using var key = await SshUser.NewAsync();
        return key.PublicKey;
    }

    /// <summary>Waits until sockets, files and threads are back where they were before the first round, and says what is held then.</summary>
    private static async Task<IReadOnlyDictionary<string, ProcessFigures>> SettledAsync(Installation server, IReadOnlyDictionary<string, ProcessFigures> before)
    {
        Dictionary<string, ProcessFigures> now = [];
        await Eventually.HoldsAsync(
            "what the terminals and feeds held given back",
            120,
            () =>
            {
                now = Now(server);

                // A pool keeps a few; one for each terminal or feed would be a hundred or more.
                return Task.FromResult(now.All(one => one.Value.Descriptors <= before[one.Key].Descriptors + 40 && one.Value.Threads <= before[one.Key].Threads + 32));
            },
            () => $"now {string.Join("; ", now.Select(one => $"{one.Key} {one.Value}"))}; before {string.Join("; ", before.Select(one => $"{one.Key} {one.Value}"))}");
        return now;
    }
}
