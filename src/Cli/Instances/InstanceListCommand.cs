using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Instances;

internal sealed class InstanceListCommand : CliCommand
{
    private readonly Flag<string> _query = new("--query", "TEXT", "Only those whose name contains it", "-q");
    private readonly Flag<bool> _all = new("--all", "", "Those of other users too (administrators)", "-a");
    private readonly Flag<bool> _shared = new("--shared", "", "Those that others share with you instead");
    private readonly Flag<bool> _trash = new("--trash", "", "Those in the trash instead");
    private readonly Flag<int?> _limit = ListFlags.Limit();

    public InstanceListCommand(CliHost host)
        : base("ls", "List your instances", host)
    {
        Add(_query);
        Add(_all);
        Add(_shared);
        Add(_trash);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var path = Query.Append("/api/instances", ("q", call.Get(_query)), ("all", call.Get(_all) ? "true" : null), ("shared", call.Get(_shared) ? "true" : null), ("trash", call.Get(_trash) ? "true" : null));
        var instances = await call.Api().ListAsync(path, ListFlags.Limit(call, _limit), ApiJson.Default.InstanceInfo, cancel);
        call.Output.List(
            instances,
            ("NAME", i => i.Name),
            ("STATUS", i => i.Error is null ? i.Status : $"{i.Status} ({i.Error.Code})"),
            ("IMAGE", i => i.Image?.Title ?? i.Image?.Id),
            ("NODE", i => i.Node?.Name),
            ("OWNER", i => i.Owner?.Name),
            ("SSH", i => i.SshCommand),
            ("CREATED", i => ConsoleOutput.At(i.CreatedAt)),
            ("PURGED", i => i.PurgeAt is null ? null : ConsoleOutput.At(i.PurgeAt)),
            ("ID", i => i.Id));
        return ExitCodes.Ok;
    }
}
