using System.Text.Json.Nodes;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>Machines that are anchored from their own command line.</summary>
internal static class Anchoring
{
    /// <summary>The agent's data folder there.</summary>
    public const string Data = "/var/lib/anchorage-agent";

    /// <summary>A machine on which the programs are installed.</summary>
    public static async Task<Machine> MachineAsync(string name)
    {
        var machine = await Machine.WithProgramsAsync(name);

        // Each container has the same image: what tells machines apart is made at installation as a rule.
        (await machine.RunAsync("tr -d - < /proc/sys/kernel/random/uuid > /etc/machine-id")).Code.ShouldBe(0);
        return machine;
    }

    /// <summary>A machine of an account, online, with the account that it is used as.</summary>
    public static async Task<(Machine Machine, JsonNode Instance)> AnchoredAsync(Installation server, ApiUser owner, string name)
    {
        var machine = await MachineAsync(name);
        try
        {
            (await machine.RunAsync("useradd -m -s /bin/bash anchorage")).Code.ShouldBe(0);
            var anchored = await machine.RunAsync($"echo {owner.Password} | {Repository.Cli} node anchor {server.Url} --username {owner.Name} --password-stdin");
            anchored.Code.ShouldBe(0, anchored.Output);
            await RunAgentAsync(machine);
            return (machine, await OnlineAsync(owner, machine, 120));
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the agent.</summary>
    public static async Task RunAgentAsync(Machine machine) =>
        (await machine.RunAsync($"setsid \"$ANCHORAGE_AGENT_PATH\" run >{Data}/agent.log 2>&1 </dev/null &")).Code.ShouldBe(0);

    /// <summary>Waits until the only instance of the account runs, and answers it.</summary>
    public static async Task<JsonNode> OnlineAsync(ApiUser owner, Machine machine, double seconds)
    {
        var last = string.Empty;
        return await Eventually.GetAsync(
            "the machine online",
            seconds,
            async () =>
            {
                var instances = await owner.GetAsync("/api/instances");
                last = instances.ToJsonString();
                return instances["items"]!.AsArray().SingleOrDefault(i => (string?)i!["status"] == "running");
            },
            () => last + machine.RunAsync($"tail -n 30 {Data}/agent.log").GetAwaiter().GetResult().Output);
    }
}
