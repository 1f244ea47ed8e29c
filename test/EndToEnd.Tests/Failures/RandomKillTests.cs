using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Failures;

/// <summary>SIGKILL of the server at seeded moments of a create; every second time the request is sent again with its idempotency key.</summary>
public sealed class RandomKillTests(ITestOutputHelper output) : EndToEndTest
{
    private const int Seeds = 20;

    [Fact]
    public async Task A_server_killed_at_any_moment_of_a_create_ends_it_and_a_repeated_request_makes_no_second_container()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync());
        var first = Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"seeds {first} to {first + Seeds - 1}; the first is the moment right after the request was accepted");
        for (var i = 0; i < Seeds; i++)
        {
            await KillOnceAsync(server, first + i, i == 0 ? 0 : new Random(first + i).Next(0, 900));
        }

        await Consistency.NothingLeftAsync(server);
    }

    private static async Task KillOnceAsync(Installation server, int seed, int milliseconds)
    {
        var story = $"seed {seed}: the server killed {milliseconds} ms after it accepted";
        var body = new { name = $"seed{seed}", limits = InstanceCalls.Limits };
        var accepted = (await server.Admin.PostAsync("/api/instances", body, $"seed-{seed}")).Must(202).OperationId!;
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        await server.Server.KillAsync();
        await server.StartServerAsync();

        var again = (await server.Admin.PostAsync("/api/instances", body, $"seed-{seed}")).Must(202);
        again.OperationId.ShouldBe(accepted, story);
        var ended = await server.Admin.EndAsync(accepted);
        await Consistency.CheckAsync(server, ended, $"seed{seed}", story);
        if (await server.Admin.FindInstanceAsync($"seed{seed}") is { } instance)
        {
            await server.Admin.RemoveAsync(instance.Id());
        }
    }
}
