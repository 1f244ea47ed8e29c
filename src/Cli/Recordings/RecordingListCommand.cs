using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Recordings;

internal sealed class RecordingListCommand : CliCommand
{
    private readonly Flag<string> _instance = new("--instance", "INSTANCE", "Only those of one instance, by name or id");
    private readonly Flag<string> _terminal = new("--terminal", "ID", "Only those of one terminal");
    private readonly Flag<int?> _limit = ListFlags.Limit(100);

    public RecordingListCommand(CliHost host)
        : base("ls", "List recordings of terminals, newest first", host)
    {
        Add(_instance);
        Add(_terminal);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var path = Query.Append("/api/recordings", ("instanceId", call.Get(_instance)), ("terminalId", call.Get(_terminal)));
        var recordings = await call.Api().ListAsync(path, ListFlags.Limit(call, _limit, 100), ApiJson.Default.RecordingInfo, cancel);
        call.Output.List(
            recordings,
            ("ID", r => r.Id),
            ("TERMINAL", r => r.TerminalId),
            ("STATE", r => r.Reason is null ? r.State : $"{r.State} ({r.Reason})"),
            ("STARTED", r => ConsoleOutput.At(r.StartedAt)),
            ("BY", r => r.StartedBy?.Name),
            ("SECONDS", r => r.Seconds.ToString("0", CultureInfo.InvariantCulture)),
            ("BYTES", r => r.Bytes.ToString(CultureInfo.InvariantCulture)),
            ("TITLE", r => r.Title));
        return ExitCodes.Ok;
    }
}
