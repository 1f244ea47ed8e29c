using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalListCommand : CliCommand
{
    private readonly Flag<string> _instance = new("--instance", "INSTANCE", "Only those of one instance, by name or id");
    private readonly Flag<int?> _limit = ListFlags.Limit();

    public TerminalListCommand(CliHost host)
        : base("ls", "List the terminals of your instances", host)
    {
        Add(_instance);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var instance = call.Get(_instance) is { } text ? Names.Check("instance", text) : null;
        var terminals = await call.Api().ListAsync(Query.Append("/api/terminals", ("instanceId", instance)), ListFlags.Limit(call, _limit), ApiJson.Default.TerminalInfo, cancel);
        call.Output.List(
            terminals,
            ("ID", t => t.Id),
            ("NAME", t => t.Name is { Length: > 0 } ? t.Name : null),
            ("INSTANCE", t => t.InstanceId),
            ("STATE", t => t.Standing),
            ("TITLE", t => t.Title is { Length: > 0 } ? t.Title : null),
            ("VIEWERS", t => t.Viewers is { Count: > 0 } viewers ? string.Join(", ", viewers.Select(v => $"{v.Name} ({v.Role})")) : null),
            ("LAST ACTIVITY", t => ConsoleOutput.At(t.LastActivityAt)));
        return ExitCodes.Ok;
    }
}
