using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Identity;

internal sealed class TokenListCommand(CliHost host) : CliCommand("ls", "List your API tokens", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var tokens = await call.Api().ListAsync("/api/tokens", 10_000, ApiJson.Default.ApiToken, cancel);
        call.Output.List(
            tokens,
            ("ID", t => t.Id),
            ("LABEL", t => t.Label),
            ("PREFIX", t => t.Prefix),
            ("SCOPES", t => t.Scopes is null ? null : string.Join(" ", t.Scopes)),
            ("EXPIRES", t => ConsoleOutput.At(t.ExpiresAt) ?? "never"),
            ("LAST USED", t => ConsoleOutput.At(t.LastUsedAt)));
        return ExitCodes.Ok;
    }
}
