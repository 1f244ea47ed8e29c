using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Identity;

/// <summary>Signs in: trusts the server's key, exchanges a password for a token, stores the token.</summary>
internal sealed class LoginCommand : CliCommand
{
    private readonly Argument<string?> _url = new("URL") { Description = "The server; the stored one or http://127.0.0.1:7070 if absent", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag<string> _username = new("--username", "NAME", "User name or e-mail; asked for if absent", "-u");
    private readonly Flag<bool> _passwordStdin = new("--password-stdin", "", "Read the password from standard input (one line)");
    private readonly Flag<string> _label = new("--label", "TEXT", "Name of the token in the list of tokens; the name of this machine if absent");
    private readonly Flag<string> _fingerprint = new("--fingerprint", "SHA256", "Trust the server only if it, or its authority, has this key");

    public LoginCommand(CliHost host)
        : base("login", "Sign in to a server and store a token for it", host)
    {
        Add(_url);
        Add(_username);
        Add(_passwordStdin);
        Add(_label);
        Add(_fingerprint);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var config = call.Store.Load();
        var name = call.ProfileName ?? config.Current;
        config.Profiles.TryGetValue(name, out var known);
        var url = ServerTarget.ParseUrl(call.Get(_url) ?? known?.Server ?? ServerTarget.DefaultUrl);
        var sameServer = known is not null && ServerTarget.ParseUrl(known.Server) == url;
        var pin = await TrustQuestion.AskAsync(call, url, call.Get(_fingerprint), sameServer ? known!.Fingerprint : null, cancel);

        var username = call.Get(_username) ?? Questions.Text(call.Environment, "User name", "--username");
        var password = Questions.Password(call.Environment, "Password", call.Get(_passwordStdin));
        using var api = call.Open(new ServerTarget(url, null, pin, null, name));
        var request = new TokenRequest(username, password, call.Get(_label) ?? $"anchorage on {Environment.MachineName}", null);
        var answer = (await api.PostAsync("/api/auth/token", request, ApiJson.Default.TokenRequest, ApiJson.Default.TokenAnswer, cancel)).Value;

        var server = url.GetLeftPart(UriPartial.Authority);
        var profile = new ServerProfile(server, username, answer.Token, answer.ApiToken.Id, pin, api.Trust.AuthorityPem);
        call.Store.Save(config with { Current = name, Profiles = config.Profiles.SetItem(name, profile) });
        call.Output.Note($"Signed in to {server} as {username}. The token is stored in {call.Store.ConfigFile}.");
        return ExitCodes.Ok;
    }
}
