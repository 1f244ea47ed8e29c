using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Mcp;

/// <summary>Opens an instance to programs, or closes it.</summary>
internal sealed class McpAllowCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Id, or name of one of yours" };
    private readonly Flag<string> _approval = new Flag<string>("--approval", "WHICH", "Which calls wait for your yes; as it was if absent, at first writes").Among("writes", "all", "off");
    private readonly bool _open;

    public McpAllowCommand(CliHost host, bool open)
        : base(open ? "allow" : "forbid", open ? "Let programs use an instance" : "Close an instance to programs; what they do there ends", host)
    {
        _open = open;
        Add(_instance);
        if (open)
        {
            Add(_approval);
        }
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var patch = new McpPatch(_open, _open ? call.Get(_approval) : null);
        var instance = await call.Api().PatchAsync(InstanceRoutes.Of(call.Get(_instance)), patch, ApiJson.Default.McpPatch, ApiJson.Default.InstanceInfo, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(instance.Raw);
        }

        call.Output.Note(_open ? $"Programs may use {instance.Value.Name}." : $"{instance.Value.Name} is closed to programs.");
        return ExitCodes.Ok;
    }
}
