using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Failures;

/// <summary>SIGKILL of the agent exactly before each step of a create.</summary>
public sealed class StepTests : EndToEndTest
{
    [Fact]
    public async Task An_agent_killed_at_any_step_of_a_create_goes_on_after_its_restart_and_makes_one_container()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync(new InstallationSettings
        {
            Server = new Dictionary<string, string> { ["Anchorage__Accounts__InstanceQuota"] = "30" },
        }));
        foreach (var step in new[] { "image", "volume", "network", "container", "keys", "start", "ssh" })
        {
            await server.Agent.KillAsync();
            server.StartAgent(("ANCHORAGE_TESTING", "1"), ("ANCHORAGE_TEST_STOP_AT", $"create:{step}"));
            await server.NodeOnlineAsync();

            var operation = (await server.Admin.PostAsync("/api/instances", new { name = $"at-{step}", limits = InstanceCalls.Limits }, $"step-{step}")).Must(202).OperationId!;
            await server.Agent.LineAsync($"stopped-at create:{step}");
            await server.Agent.KillAsync();
            server.StartAgent();

            var ended = await server.Admin.EndAsync(operation);
            await Consistency.CheckAsync(server, ended, $"at-{step}", $"killed before the step {step}");
        }

        await Consistency.NothingLeftAsync(server);
    }
}
