using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Nodes;

/// <summary>"rotate-key": a new key pair for the agent of a machine.</summary>
internal sealed class NodeRotateCommand : CliCommand
{
    private readonly Argument<string> _node = new("NODE") { Description = "Id or name" };

    public NodeRotateCommand(CliHost host)
        : base("rotate-key", "Let the agent of a machine make a new key; the old one is void, terminals and connections go on", host) => Add(_node);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var node = (await NodeLookup.FindAsync(api, call.Get(_node), cancel)).Value;
        await api.SendAsync(HttpMethod.Post, $"{NodeLookup.Path(node)}/rotate-key", cancel);
        call.Output.Note($"{node.Name} has a new key.");
        return ExitCodes.Ok;
    }
}
