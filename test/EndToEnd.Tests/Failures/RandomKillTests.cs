using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Failures;

/// <summary>SIGKILL of the server at seeded moments of a create; every second time the request is sent again with its idempotency key.</summary>
public sealed class RandomKillTests(ITestOutputHelper output) : EndToEndTest
{
    private const int Seeds = 20;

    // Explicit: twenty kills in a row raise the agent's pause before it dials again above the patience of this test.
    [Fact(Explicit = true)]
    public async Task A_server_killed_at_any_moment_of_a_create_ends_it_and_a_repeated_request_makes_no_second_container()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            Server = new Dictionary<string, string> { ["Anchorage__Accounts__InstanceQuota"] = "30" },
        }));
        var first = Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"seeds {first} to {first + Seeds - 1}; the first is the moment right after the request was accepted");
        List<(string Operation, string Name, string Story)> begun = [];
        for (var seed = first; seed < first + Seeds; seed++)
        {
            begun.Add(await KillOnceAsync(server, seed, seed == first ? 0 : new Random(seed).Next(0, 900)));
        }

        foreach (var (operation, name, story) in begun)
        {
            await Consistency.CheckAsync(server, await server.Admin.EndAsync(operation), name, story);
        }

        await Consistency.NothingLeftAsync(server);
    }

    // The next kill may hit what the last one left unfinished: that is meant.
    private static async Task<(string Operation, string Name, string Story)> KillOnceAsync(Installation server, int seed, int milliseconds)
    {
        var story = $"seed {seed}: the server killed {milliseconds} ms after it accepted";
        var body = new { name = $"seed{seed}", limits = InstanceCalls.Limits };
        var accepted = (await server.Admin.PostAsync("/api/instances", body, $"seed-{seed}")).Must(202).OperationId!;
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        await server.Server.KillAsync();
        await server.StartServerAsync();

        var again = (await server.Admin.PostAsync("/api/instances", body, $"seed-{seed}")).Must(202);
        again.OperationId.ShouldBe(accepted, story);
        await server.NodeOnlineAsync();
        return (accepted, body.name, story);
    }
}
