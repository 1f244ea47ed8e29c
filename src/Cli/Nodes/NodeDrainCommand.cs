using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Nodes;

/// <summary>"drain" and "undrain": whether new instances are placed on a machine.</summary>
internal sealed class NodeDrainCommand : CliCommand
{
    private readonly Argument<string> _node = new("NODE") { Description = "Id or name" };
    private readonly bool _drain;

    public NodeDrainCommand(CliHost host, bool drain)
        : base(drain ? "drain" : "undrain", drain ? "Place no new instances on a machine; the existing ones keep running" : "Place instances on a machine again", host)
    {
        _drain = drain;
        Add(_node);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var node = (await NodeLookup.FindAsync(api, call.Get(_node), cancel)).Value;
        var answer = await api.PatchAsync(NodeLookup.Path(node), new NodePatch(_drain), ApiJson.Default.NodePatch, ApiJson.Default.JsonElement, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note(_drain ? $"{node.Name} takes no new instances." : $"{node.Name} takes instances again.");
        return ExitCodes.Ok;
    }
}
