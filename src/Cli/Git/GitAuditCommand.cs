using System.Globalization;
using System.Text.Json;
using Anchorage.Cli.Audit;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Git;

internal sealed class GitAuditCommand : GitCommand
{
    private readonly Flag<int?> _limit = new("--limit", "N", "At most so many, 1..1000; 50 if absent");

    public GitAuditCommand(CliHost host)
        : base("audit", "List what was done with git, newest first", host, "NAME, or NAME:/PATH of a repository") => Add(_limit);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call, needsPath: false);
        var path = Route(place, "audit", ("repo", place.Path), ("limit", call.Get(_limit)?.ToString(CultureInfo.InvariantCulture)));
        var events = await call.Api().GetAsync(path, ApiJson.Default.GitAudit, cancel);
        call.Output.List(
            [.. events.Value.Items.Select(i => new ApiAnswer<AuditEvent>(i.Deserialize(ApiJson.Default.AuditEvent)!, i))],
            ("AT", e => ConsoleOutput.At(e.At)),
            ("ACTOR", e => e.Actor?.Name ?? e.Actor?.Id),
            ("ACTION", e => e.Action),
            ("OUTCOME", e => e.ErrorCode is null ? e.Outcome : $"{e.Outcome} ({e.ErrorCode})"));
        return ExitCodes.Ok;
    }
}
