using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Identity;

internal sealed class KeyListCommand(CliHost host) : CliCommand("ls", "List your SSH keys", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var keys = await call.Api().ListAsync("/api/users/me/ssh-keys", 10_000, ApiJson.Default.SshKeyInfo, cancel);
        call.Output.List(
            keys,
            ("ID", k => k.Id),
            ("LABEL", k => k.Label),
            ("TYPE", k => k.Type),
            ("FINGERPRINT", k => k.Fingerprint),
            ("SYNCED", k => k.Synced ? "yes" : "no"),
            ("ADDED", k => ConsoleOutput.At(k.CreatedAt)));
        return ExitCodes.Ok;
    }
}
