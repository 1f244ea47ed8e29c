using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Nodes;

internal sealed class NodeRevokeCommand : CliCommand
{
    private readonly Argument<string> _node = new("NODE") { Description = "Id or name" };
    private readonly Flag<bool> _force = new("--force", "", "Even if instances are on it; they are lost to their users");
    private readonly Flag<bool> _yes = new("--yes", "", "Do not ask", "-y");

    public NodeRevokeCommand(CliHost host)
        : base("revoke", "Take a machine out: its link and all its streams are cut", host)
    {
        Add(_node);
        Add(_force);
        Add(_yes);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var node = (await NodeLookup.FindAsync(api, call.Get(_node), cancel)).Value;
        if (!call.Get(_yes) && !Questions.Confirm(call.Environment, $"Revoke the node {node.Name} ({node.Usage?.Containers ?? 0} instances)?", "--yes"))
        {
            call.Output.Note("Nothing was changed.");
            return ExitCodes.Config;
        }

        await api.SendAsync(HttpMethod.Delete, NodeLookup.Path(node) + (call.Get(_force) ? "?force=true" : ""), cancel);
        call.Output.Note($"Revoked {node.Name}.");
        return ExitCodes.Ok;
    }
}
