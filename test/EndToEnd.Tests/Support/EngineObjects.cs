namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>What an agent made on the Docker Engine.</summary>
internal static class EngineObjects
{
    /// <summary>Ids of the containers with a label, running or not.</summary>
    public static Task<string[]> ContainersAsync(string label) => ListAsync("ps", "-a", "-q", "--no-trunc", "--filter", $"label={label}");

    public static Task<string[]> VolumesAsync(string label) => ListAsync("volume", "ls", "-q", "--filter", $"label={label}");

    public static Task<string[]> NetworksAsync(string label) => ListAsync("network", "ls", "-q", "--filter", $"label={label}");

    /// <summary>The container of an instance, or null.</summary>
    public static async Task<string?> ContainerOfAsync(string instanceId) => (await ContainersAsync($"anchorage.instance={instanceId}")).SingleOrDefault();

    /// <summary>Removes all that the agent of a data folder made, and nothing else.</summary>
    public static async Task RemoveAsync(string agentData)
    {
        var file = Path.Combine(agentData, "installation");
        if (!File.Exists(file))
        {
            return;
        }

        var label = $"anchorage.installation={(await File.ReadAllTextAsync(file)).Trim()}";
        await RemoveAsync(["rm", "-f", "-v"], await ContainersAsync(label));
        await RemoveAsync(["volume", "rm", "-f"], await VolumesAsync(label));
        await RemoveAsync(["network", "rm"], await NetworksAsync(label));
    }

    private static async Task<string[]> ListAsync(params string[] arguments) =>
        (await Tool.MustAsync("docker", arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task RemoveAsync(string[] verb, string[] ids)
    {
        if (ids.Length > 0)
        {
            await Tool.RunAsync("docker", [.. verb, .. ids]);
        }
    }
}
