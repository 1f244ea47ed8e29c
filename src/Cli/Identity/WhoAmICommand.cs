using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Identity;

internal sealed class WhoAmICommand(CliHost host) : CliCommand("whoami", "Show the signed-in account", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var answer = await call.Api().GetAsync("/api/auth/me", ApiJson.Default.WhoAmI, cancel);
        var user = answer.Value.User;
        call.Output.Item(
            answer,
            ("server", call.Api().Target.Url.GetLeftPart(UriPartial.Authority)),
            ("user", user.Username),
            ("email", user.Email),
            ("role", user.Role),
            ("status", user.Status),
            ("token scopes", answer.Value.Credential?.Scopes is { } scopes ? string.Join(" ", scopes) : null),
            ("token expires", ConsoleOutput.At(answer.Value.Credential?.ExpiresAt)));
        return ExitCodes.Ok;
    }
}
