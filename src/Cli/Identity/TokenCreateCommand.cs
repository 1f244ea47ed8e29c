using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

/// <summary>Makes a token; stdout is the token alone, so that it can be piped into a secret store.</summary>
internal sealed class TokenCreateCommand : CliCommand
{
    private readonly Argument<string> _label = new("LABEL") { Description = "What the token is for" };
    private readonly Flag<string[]> _scopes = new("--scope", "PERMISSION", "A permission such as read:cloud_instance; may be repeated; everything (*) if absent") { AllowMultipleArgumentsPerToken = false };
    private readonly Flag<string> _expires = new("--expires", "TIME", "When the token ends, such as 2027-01-31; never if absent");

    public TokenCreateCommand(CliHost host)
        : base("create", "Create an API token and print it", host)
    {
        Add(_label);
        Add(_scopes);
        Add(_expires);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var scopes = call.Get(_scopes) is { Length: > 0 } given ? given : ["*"];
        var body = new TokenCreate(call.Get(_label)!, scopes, Times.Check("--expires", call.Get(_expires)));
        var answer = await call.Api().PostAsync("/api/tokens", body, ApiJson.Default.TokenCreate, ApiJson.Default.TokenAnswer, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }
        else
        {
            call.Output.Line(answer.Value.Token);
        }

        call.Output.Note($"The token {answer.Value.ApiToken.Id} is shown this once.");
        return ExitCodes.Ok;
    }
}
