using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Identity;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Audit;

internal sealed class AuditListCommand : CliCommand
{
    private readonly Flag<string> _action = new("--action", "NAME", "Only this action, such as instance.create");
    private readonly Flag<string> _actor = new("--actor", "ID", "Only what this user, agent or system did");
    private readonly Flag<string> _kind = new("--object-kind", "KIND", "Only about objects of this kind, such as instance");
    private readonly Flag<string> _id = new("--object-id", "ID", "Only about this object, deleted ones too");
    private readonly Flag<string> _outcome = new Flag<string>("--outcome", "OUTCOME", "Only with this outcome").Among("pending", "succeeded", "refused", "failed", "interrupted");
    private readonly Flag<string> _since = new("--since", "TIME", "Not before, such as 2026-01-31 or 2026-01-31T18:00:00Z");
    private readonly Flag<string> _until = new("--until", "TIME", "Not after");
    private readonly Flag<string> _query = new("--query", "TEXT", "Only lines that contain it", "-q");
    private readonly Flag<int?> _limit = ListFlags.Limit(50);

    public AuditListCommand(CliHost host)
        : base("ls", "List who did what, newest first", host)
    {
        Add(_action);
        Add(_actor);
        Add(_kind);
        Add(_id);
        Add(_outcome);
        Add(_since);
        Add(_until);
        Add(_query);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var path = Query.Append(
            "/api/audit",
            ("action", call.Get(_action)),
            ("actor", call.Get(_actor)),
            ("objectKind", call.Get(_kind)),
            ("objectId", call.Get(_id)),
            ("outcome", call.Get(_outcome)),
            ("since", Times.Check("--since", call.Get(_since))),
            ("until", Times.Check("--until", call.Get(_until))),
            ("q", call.Get(_query)));
        var events = await call.Api().ListAsync(path, ListFlags.Limit(call, _limit, 50), ApiJson.Default.AuditEvent, cancel);
        call.Output.List(
            events,
            ("AT", e => ConsoleOutput.At(e.At)),
            ("ACTOR", e => e.Actor?.Name ?? e.Actor?.Id ?? e.Actor?.Kind),
            ("ACTION", e => e.Action),
            ("OBJECT", e => e.Object is { } about ? $"{about.Kind} {about.Name ?? about.Id}" : null),
            ("OUTCOME", e => e.ErrorCode is null ? e.Outcome : $"{e.Outcome} ({e.ErrorCode})"),
            ("ORIGIN", e => e.Origin));
        return ExitCodes.Ok;
    }
}
