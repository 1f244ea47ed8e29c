using Anchorage.NodeAgent.Commands;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Commands;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>The agent's own commands; an instance is a folder of this machine that says of itself what a container would.</summary>
internal sealed class TestCommands
{
    private readonly CommandsOptions _options = new()
    {
        Operations = new Dictionary<string, NamedOperation> { ["update"] = new(["/opt/update", "--all"]), ["upgrade"] = new(["/opt/upgrade"]) },
        Logs = new Dictionary<string, NamedLogSource> { ["app"] = new(File: "/app.log"), ["lost"] = new(File: "/none.log") },
    };

    public TestCommands(FileRoots roots)
    {
        CommandTargets targets = new([new Target()]);
        Handlers = [new StatusHandler(targets, _options)];
        Stream = new CommandsStreamHandler(targets, _options, new LogReader(targets, _options, new OperationOutputs(), roots));
    }

    public IReadOnlyList<IMessageHandler> Handlers { get; }

    public IStreamHandler Stream { get; }

    private sealed class Target : ICommandTarget
    {
        public bool Owns(string instanceId) => true;

        public Task<InstanceVitals> MeasureAsync(string instanceId, CancellationToken cancellationToken) =>
            Task.FromResult(new InstanceVitals(instanceId, "running", 64 << 20, 512 << 20, 12.5, 3600, 4242, "berth", "10.213.0.2", "Test OS", "x64", "/", [], []));

        public Task<IReadOnlyList<ConfigurationEntry>> DescribeAsync(string instanceId, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ConfigurationEntry>>([new("environment", "API_TOKEN", SecretNames.Mask, true), new("environment", "PATH", "/bin", false)]);

        public Task<IReadOnlyList<string>> ReadServiceLogAsync(string instanceId, int lines, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([.. Enumerable.Range(1, 10).Select(i => $"line {i}").TakeLast(lines)]);

        public Task<int> RunAsync(string instanceId, IReadOnlyList<string> command, string? directory, Action<string> line, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing runs here.");
    }
}
