using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

internal sealed class TokenRevokeCommand : CliCommand
{
    private readonly Argument<string> _token = new("TOKEN") { Description = "Id or label" };

    public TokenRevokeCommand(CliHost host)
        : base("revoke", "Revoke an API token", host) => Add(_token);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var tokens = await api.ListAsync("/api/tokens", 10_000, ApiJson.Default.ApiToken, cancel);
        var token = Names.Pick("token", call.Get(_token)!, tokens, t => t.Id, t => t.Label, "token_not_found");
        await api.SendAsync(HttpMethod.Delete, $"/api/tokens/{Uri.EscapeDataString(token.Value.Id)}", cancel);
        call.Output.Note($"Revoked the token {token.Value.Label ?? token.Value.Id}.");
        return ExitCodes.Ok;
    }
}
