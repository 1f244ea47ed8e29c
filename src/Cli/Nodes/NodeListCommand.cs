using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Nodes;

internal sealed class NodeListCommand : CliCommand
{
    private readonly Flag<int?> _limit = ListFlags.Limit();

    public NodeListCommand(CliHost host)
        : base("ls", "List the machines that you may see", host) => Add(_limit);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var nodes = await call.Api().ListAsync("/api/nodes", ListFlags.Limit(call, _limit), ApiJson.Default.NodeInfo, cancel);
        call.Output.List(
            nodes,
            ("ID", n => n.Id),
            ("NAME", n => n.Name),
            ("STATUS", n => n.Word),
            ("SHARED", n => n.Shared ? "yes" : "no"),
            ("CONTAINERS", n => n.Usage is null ? null : $"{n.Usage.Containers}/{n.Capacity?.MaxContainers}"),
            ("CPU", n => n.Health?.CpuPercent.ToString("0'%'", CultureInfo.InvariantCulture)),
            ("DOCKER", n => n.Docker is null ? null : n.Docker.Version ?? n.Docker.Problem?.Code),
            ("LAST SEEN", n => ConsoleOutput.At(n.LastSeenAt)));
        return ExitCodes.Ok;
    }
}
