using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Failures;

/// <summary>SIGKILL of the server at seeded moments of creates; after each the request is sent again with its idempotency key.</summary>
public sealed class RandomKillTests(ITestOutputHelper output) : EndToEndTest
{
    private const int Kills = 20;
    private const int KillsOfACreate = 4;

    [Fact]
    public async Task A_server_killed_at_any_moment_of_a_create_ends_it_and_a_repeated_request_makes_no_second_container()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            Server = new Dictionary<string, string> { ["Anchorage__Accounts__InstanceQuota"] = "30" },
        }));
        var first = Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"seeds {first} to {first + Kills - 1}; the first kill comes right after the request was accepted");
        List<Create> creates = [];
        for (var seed = first; seed < first + Kills; seed++)
        {
            if (creates.Count == 0 || creates[^1].Kills.Count == KillsOfACreate || await HasEndedAsync(server, creates[^1]))
            {
                creates.Add(await BeginAsync(server, seed));
            }

            await KillAsync(server, creates[^1], seed, seed == first ? 0 : new Random(seed).Next(0, 900));
        }

        output.WriteLine(string.Join(Environment.NewLine, creates.Select(create => create.Story)));
        foreach (var create in creates)
        {
            await Consistency.CheckAsync(server, await server.Admin.EndAsync(create.Operation), create.Name, create.Story);
        }

        await Consistency.NothingLeftAsync(server);
    }

    private static object Body(string name) => new { name, limits = InstanceCalls.Limits };

    private static async Task<Create> BeginAsync(Installation server, int seed)
    {
        var name = $"seed{seed}";
        return new Create(name, (await server.Admin.PostAsync("/api/instances", Body(name), name)).Must(202).OperationId!);
    }

    // The next kill may hit what the last one left unfinished: that is meant.
    private static async Task KillAsync(Installation server, Create create, int seed, int milliseconds)
    {
        create.Kills.Add($"{milliseconds} ms (seed {seed})");
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        await server.Server.KillAsync();
        await server.StartServerAsync();

        var again = (await server.Admin.PostAsync("/api/instances", Body(create.Name), create.Name)).Must(202);
        again.OperationId.ShouldBe(create.Operation, create.Story);
        await server.NodeOnlineAsync();
    }

    private static async Task<bool> HasEndedAsync(Installation server, Create create) =>
        (string?)(await server.Admin.GetAsync($"/api/operations/{create.Operation}"))["state"] is not ("pending" or "running");

    private sealed record Create(string Name, string Operation)
    {
        public List<string> Kills { get; } = [];

        public string Story => $"{Name}: the server killed after {string.Join(", ", Kills)}";
    }
}
