using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;

namespace Anchorage.Cli.Nodes.Anchoring;

/// <summary>Stores which server this machine belongs to, and proves that it took effect.</summary>
internal sealed class NodeEndpointCommand : CliCommand
{
    private readonly Argument<string> _url = new("URL") { Description = "The server" };

    public NodeEndpointCommand(CliHost host)
        : base("endpoint", "Store the server that this machine is anchored to next", host) => Add(_url);

    protected override Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        string server = ServerTarget.ParseUrl(call.Get(_url)!).GetLeftPart(UriPartial.Authority);
        AgentSettings settings = new(call.Environment);
        settings.Set(AgentSettings.Server, server);
        AgentSettings read = new(call.Environment);
        if (read.Find(AgentSettings.Server) is var force && force != server)
        {
            throw new CliException(
                "endpoint_overridden",
                $"{server} is stored in {settings.File}, but {AgentSettings.Server} of the environment says {force}.",
                $"Unset {AgentSettings.Server}, or give it the same value.",
                ExitCodes.Auth);
        }

        call.Output.Note($"The server is {server} ({settings.File}). Anchor this machine: anchorage node anchor");
        return Task.FromResult(ExitCodes.Ok);
    }
}
