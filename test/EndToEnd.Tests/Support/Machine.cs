namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A machine with a usual Linux system and nothing of ours, .NET included: a container of the base image that shares the network of this one.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly string _container;

    private Machine(string container) => _container = container;

    public static Task<Machine> StartAsync(string name) => StartAsync(name, []);

    /// <summary>A machine on which .NET and the built programs are installed, at the same paths as here.</summary>
    public static Task<Machine> WithProgramsAsync(string name)
    {
        var runtime = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return StartAsync(name, [.. new[] { runtime, Path.GetDirectoryName(Repository.Cli)!, Path.GetDirectoryName(Repository.NodeAgent)! }.SelectMany(folder => new[] { "-v", $"{folder}:{folder}:ro" }),
            "-e", $"DOTNET_ROOT={runtime}", "-e", $"ANCHORAGE_AGENT_PATH={Path.ChangeExtension(Repository.NodeAgent, null)}"]);
    }

    private static async Task<Machine> StartAsync(string name, string[] more)
    {
        string[] run = ["run", "-d", "--rm", "--network", "host", "--hostname", name, "--label", "anchorage.test=machine", .. more];
        return new Machine(await Tool.MustAsync("docker", [.. run, "--entrypoint", "/usr/bin/tini", Installation.Image, "-s", "--", "sleep", "1800"]));
    }

    /// <summary>Runs what somebody types into a root shell there.</summary>
    public Task<ToolResult> RunAsync(string line) => Tool.RunAsync("docker", "exec", _container, "sh", "-c", line);

    public Task CopyAsync(string source, string target) => Tool.MustAsync("docker", "cp", source, $"{_container}:{target}");

    public async ValueTask DisposeAsync() => await Tool.RunAsync("docker", "rm", "-f", _container);
}
