using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Nodes;

internal sealed class NodeKeyListCommand(CliHost host) : CliCommand("ls", "List the onboarding keys", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var keys = await call.Api().ListAsync("/api/nodes/onboarding-keys", 10_000, ApiJson.Default.OnboardingKey, cancel);
        call.Output.List(
            keys,
            ("ID", k => k.Id),
            ("LABEL", k => k.Label),
            ("PREFIX", k => k.Prefix),
            ("USES", k => k.MaxUses is null ? $"{k.Uses ?? 0}" : $"{k.Uses ?? 0}/{k.MaxUses}"),
            ("EXPIRES", k => ConsoleOutput.At(k.ExpiresAt) ?? "never"),
            ("REVOKED", k => ConsoleOutput.At(k.RevokedAt)));
        return ExitCodes.Ok;
    }
}
