using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Operations;

internal sealed class OperationListCommand : CliCommand
{
    private readonly Flag<string> _state = new Flag<string>("--state", "STATE", "Only those in this state").Among("pending", "running", "succeeded", "failed", "cancelled", "interrupted");
    private readonly Flag<string> _target = new("--target", "ID", "Only those about this object");
    private readonly Flag<int?> _limit = ListFlags.Limit(50);

    public OperationListCommand(CliHost host)
        : base("ls", "List long work, newest first", host)
    {
        Add(_state);
        Add(_target);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var path = Query.Append("/api/operations", ("state", call.Get(_state)), ("target", call.Get(_target)));
        var operations = await call.Api().ListAsync(path, ListFlags.Limit(call, _limit, 50), ApiJson.Default.OperationInfo, cancel);
        call.Output.List(
            operations,
            ("ID", o => o.Id),
            ("KIND", o => o.Kind),
            ("TARGET", o => o.Target?.Name ?? o.Target?.Id),
            ("STATE", o => o.State),
            ("PROGRESS", o => o.ProgressPercent.ToString("0'%'", CultureInfo.InvariantCulture)),
            ("ERROR", o => o.Error?.Code),
            ("BY", o => o.RequestedBy?.Name),
            ("CREATED", o => ConsoleOutput.At(o.CreatedAt)));
        return ExitCodes.Ok;
    }
}
