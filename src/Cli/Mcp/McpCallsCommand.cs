using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Mcp;

internal sealed class McpCallsCommand : CliCommand
{
    private readonly Flag<bool> _all = new("--all", string.Empty, "Those that were answered too");

    public McpCallsCommand(CliHost host)
        : base("approvals", "List calls of programs that wait for your yes, with all that they would do", host) => Add(_all);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var calls = await call.Api().ListAsync("/api/mcp/calls", 200, ApiJson.Default.McpCall, cancel);
        call.Output.List(
            call.Get(_all) ? calls : [.. calls.Where(c => c.Value.State == "waiting")],
            ("ID", c => c.Id),
            ("TOOL", c => c.Tool),
            ("INSTANCE", c => c.Instance.Name),
            ("PROGRAM", c => c.Client),
            ("FOR", c => c.User.Name),
            ("STATE", c => c.ErrorCode is null ? c.State : $"{c.State} ({c.ErrorCode})"),
            ("UNTIL", c => ConsoleOutput.At(c.ExpiresAt)),
            ("ARGUMENTS", c => c.ArgumentsJson));
        return ExitCodes.Ok;
    }
}
