using System.CommandLine;
using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Operations;

internal sealed class OperationShowCommand : CliCommand
{
    private readonly Argument<string> _operation = new("ID") { Description = "The operation" };
    private readonly Flag<bool> _follow = new("--follow", "", "Follow it to its end", "-f");

    public OperationShowCommand(CliHost host)
        : base("show", "Show long work", host)
    {
        Add(_operation);
        Add(_follow);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var id = Names.Check("operation", call.Get(_operation));
        var answer = await api.GetAsync($"/api/operations/{Uri.EscapeDataString(id)}", ApiJson.Default.OperationInfo, cancel);
        if (call.Get(_follow) && !answer.Value.Ended)
        {
            answer = await OperationFollower.FollowAsync(call, api, answer.Value, OperationFollower.DefaultLimit, cancel);
        }

        var operation = answer.Value;
        call.Output.Item(
            answer,
            ("id", operation.Id),
            ("kind", operation.Kind),
            ("target", operation.Target?.Name ?? operation.Target?.Id),
            ("state", operation.State),
            ("progress", operation.ProgressPercent.ToString("0'%'", CultureInfo.InvariantCulture)),
            ("step", operation.Step),
            ("message", operation.Message),
            ("error", operation.Error is { } error ? $"[{error.Code}] {error.Message}" : null),
            ("by", operation.RequestedBy?.Name),
            ("created", ConsoleOutput.At(operation.CreatedAt)),
            ("finished", ConsoleOutput.At(operation.FinishedAt)));
        return ExitCodes.Ok;
    }
}
