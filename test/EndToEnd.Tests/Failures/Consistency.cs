using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Failures;

/// <summary>What must hold after any accident: a recorded end, and as much on the engine as the server says.</summary>
internal static class Consistency
{
    private static readonly string[] Ends = ["succeeded", "failed", "interrupted", "cancelled"];

    /// <summary>A create that succeeded has one running container; any other left none.</summary>
    public static async Task CheckAsync(Installation server, JsonNode operation, string name, string story)
    {
        Ends.ShouldContain((string)operation["state"]!, story);
        var id = (string)operation["target"]!["id"]!;
        JsonNode? instance = null;
        string[] containers = [];
        await Eventually.HoldsAsync(
            $"a settled instance ({story})",
            120,
            async () =>
            {
                instance = await server.Admin.FindInstanceAsync(id);
                containers = await EngineObjects.ContainersAsync($"anchorage.instance={id}");
                return (string?)operation["state"] == "succeeded"
                    ? (string?)instance?["status"] == "running" && containers.Length == 1
                    : (string?)instance?["status"] is null or "failed" && containers.Length == 0;
            },
            () => $"{operation.ToJsonString()} {instance?.ToJsonString()} containers: {containers.Length}");
        (operation["target"]!["name"]!.ToString() is var recorded && (recorded.Length == 0 || recorded == name)).ShouldBeTrue(story);
    }

    /// <summary>After all instances are deleted nothing of this installation is on the engine.</summary>
    public static async Task NothingLeftAsync(Installation server)
    {
        var left = (await server.Admin.GetAsync("/api/instances?all=true&limit=100"))["items"]!.AsArray();
        await Task.WhenAll(left.Select(instance => server.Admin.RemoveAsync(instance!.Id())));

        (await EngineObjects.ContainersAsync(server.Label)).ShouldBeEmpty();
        (await EngineObjects.VolumesAsync(server.Label)).ShouldBeEmpty();
        await Eventually.HoldsAsync("no network left", 60, async () => (await EngineObjects.NetworksAsync(server.Label)).Length == 0);
    }
}
