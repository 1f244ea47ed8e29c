using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Instances;

/// <summary>Changes what an instance is called and given.</summary>
internal sealed class InstanceSetCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Id, or name of one of yours" };
    private readonly Flag<string> _name = new("--name", "NAME", "Another name");
    private readonly Flag<int?> _memory = new("--memory", "MB", "Memory, 128..262144; acts at once");
    private readonly Flag<double?> _cpus = new("--cpus", "N", "Processors, 0.1..64; acts at once");
    private readonly Flag<int?> _pids = new("--pids", "N", "Processes, 64..131072; acts at once");
    private readonly Flag<string> _restart = new Flag<string>("--restart-policy", "POLICY", "When it starts again by itself").Among("unless-stopped", "no", "always");
    private readonly Flag<string> _record = new Flag<string>("--record-terminals", "WHEN", "Which terminals are recorded, of those opened from now on; what is typed never is").Among("onRequest", "always");

    public InstanceSetCommand(CliHost host)
        : base("set", "Change settings of an instance", host)
    {
        Add(_instance);
        Add(_name);
        Add(_memory);
        Add(_cpus);
        Add(_pids);
        Add(_restart);
        Add(_record);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var limits = new InstanceLimits(call.Get(_memory), call.Get(_cpus), call.Get(_pids));
        var patch = new InstancePatch(
            call.Get(_name) is { } name ? Names.Check("instance", name) : null, limits == new InstanceLimits(null, null, null) ? null : limits, call.Get(_restart), call.Get(_record));
        if (patch == new InstancePatch(null, null, null, null))
        {
            throw CliException.Usage("There is nothing to change.", "Name a setting, such as --memory or --record-terminals.");
        }

        var api = call.Api();
        InstanceView.Print(call.Output, await api.PatchAsync(InstanceRoutes.Of(call.Get(_instance)), patch, ApiJson.Default.InstancePatch, ApiJson.Default.InstanceInfo, cancel));
        return ExitCodes.Ok;
    }
}
