using System.Text.Json.Nodes;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>What tests do with instances, by the REST API.</summary>
internal static class InstanceCalls
{
    private const int Patience = 180;

    /// <summary>Small, so that many fit on a small machine.</summary>
    public static object Limits => new { memoryMb = 256, cpus = 0.5, pids = 256 };

    /// <summary>Creates an instance and waits until it runs.</summary>
    public static async Task<JsonNode> CreateAsync(this ApiUser user, string name, SshUser? key = null)
    {
        var reply = (await user.PostAsync("/api/instances", new { name, sshPublicKey = key?.PublicKey, limits = Limits })).Must(202);
        await user.SucceedsAsync(reply.OperationId!);
        var instance = await user.GetAsync($"/api/instances/{name}");
        ((string?)instance["status"]).ShouldBe("running", instance.ToJsonString());
        return instance;
    }

    /// <summary>Starts work on an instance and waits for its success.</summary>
    public static async Task<JsonNode?> DoAsync(this ApiUser user, string instance, string verb, object? body = null)
    {
        var reply = (await user.PostAsync($"/api/instances/{instance}/{verb}", body)).Must(200, 202);
        if (reply.OperationId is { } operation)
        {
            await user.SucceedsAsync(operation);
        }

        return await user.FindInstanceAsync(instance);
    }

    public static async Task RemoveAsync(this ApiUser user, string instance) =>
        await user.SucceedsAsync((await user.DeleteAsync($"/api/instances/{instance}?purge=true")).Must(202).OperationId!);

    public static async Task SucceedsAsync(this ApiUser user, string operation)
    {
        var ended = await user.EndAsync(operation);
        ((string?)ended["state"]).ShouldBe("succeeded", ended.ToJsonString());
    }

    /// <summary>Waits for the end of an operation, whatever it is.</summary>
    public static async Task<JsonNode> EndAsync(this ApiUser user, string operation, int seconds = Patience)
    {
        JsonNode? last = null;
        return await Eventually.GetAsync(
            $"the end of operation {operation}",
            seconds,
            async () =>
            {
                last = await user.GetAsync($"/api/operations/{operation}?waitSeconds=5");
                return (string?)last["state"] is "pending" or "running" ? null : last;
            },
            () => last?.ToJsonString() ?? string.Empty);
    }

    public static Task StatusAsync(this ApiUser user, string instance, string status, double seconds)
    {
        JsonNode? last = null;
        return Eventually.HoldsAsync(
            $"{instance} {status}",
            seconds,
            async () =>
            {
                last = await user.FindInstanceAsync(instance);
                return (string?)last?["status"] == status;
            },
            () => last?.ToJsonString() ?? "no instance");
    }

    public static string Id(this JsonNode node) => (string)node["id"]!;

    /// <summary>Port on the machine: <c>ssh</c>, <c>http</c> or <c>https</c>.</summary>
    public static int Port(this JsonNode instance, string name) =>
        (int)instance["ports"]!.AsArray().Single(port => (string?)port!["name"] == name)!["host"]!;
}
