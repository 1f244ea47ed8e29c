using System.CommandLine;
using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Nodes;

internal sealed class NodeShowCommand : CliCommand
{
    private readonly Argument<string> _node = new("NODE") { Description = "Id or name" };

    public NodeShowCommand(CliHost host)
        : base("show", "Show one machine", host) => Add(_node);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var answer = await NodeLookup.FindAsync(call.Api(), call.Get(_node), cancel);
        var node = answer.Value;
        call.Output.Item(
            answer,
            ("id", node.Id),
            ("name", node.Name),
            ("host name", node.Hostname),
            ("owner", node.Owner?.Name),
            ("shared", node.Shared ? "yes" : "no"),
            ("status", node.Word),
            ("agent", $"{node.AgentVersion} on {node.Os} {node.Arch}"),
            ("docker", node.Docker?.Problem is { } problem ? $"[{problem.Code}] {problem.Message} {problem.Fix}" : node.Docker?.Version),
            ("containers", node.Usage is null ? null : $"{node.Usage.Containers} of {node.Capacity?.MaxContainers}"),
            ("memory", Share(node.Health?.MemoryUsedBytes, node.Health?.MemoryTotalBytes)),
            ("disk", Share(node.Health?.DiskUsedBytes, node.Health?.DiskTotalBytes)),
            ("load", node.Health?.Load1.ToString("0.00", CultureInfo.InvariantCulture)),
            ("last seen", ConsoleOutput.At(node.LastSeenAt)),
            ("parted", ConsoleOutput.At(node.PartedAt)));
        return ExitCodes.Ok;
    }

    private static string? Share(long? used, long? total) => total is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{used / (double)(1L << 30):0.0} of {total / (double)(1L << 30):0.0} GiB");
}
