namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A machine with a usual Linux system and nothing of ours, .NET included: a container of the base image that shares the network of this one.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly string _container;

    private Machine(string container) => _container = container;

    public static async Task<Machine> StartAsync(string name) => new(await Tool.MustAsync(
        "docker", "run", "-d", "--rm", "--network", "host", "--hostname", name, "--label", "anchorage.test=machine", "--entrypoint", "/usr/bin/tini", Installation.Image, "-s", "--", "sleep", "600"));

    /// <summary>Runs what somebody types into a root shell there.</summary>
    public Task<ToolResult> RunAsync(string line) => Tool.RunAsync("docker", "exec", _container, "sh", "-c", line);

    public Task CopyAsync(string source, string target) => Tool.MustAsync("docker", "cp", source, $"{_container}:{target}");

    public async ValueTask DisposeAsync() => await Tool.RunAsync("docker", "rm", "-f", _container);
}
