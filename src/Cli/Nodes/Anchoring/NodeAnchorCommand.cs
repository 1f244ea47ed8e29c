using System.CommandLine;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;
using Anchorage.Cli.Identity;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Nodes.Anchoring;

/// <summary>Anchors this machine to a server: a password, or a token that somebody requested, becomes an identity of the agent (inventory D2).</summary>
internal sealed class NodeAnchorCommand : CliCommand
{
    private readonly Argument<string>? _account;
    private readonly Argument<string?> _url = new("URL") { Description = "The server; the stored one if absent (node endpoint)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag<string> _username = new("--username", "NAME", "User name or e-mail; asked for if absent", "-u");
    private readonly Flag<bool> _passwordStdin = new("--password-stdin", "", "Read the password from standard input (one line)");
    private readonly Flag<bool> _tokenStdin = new("--token-stdin", "", "Read an anchor token from standard input instead of asking for a password");
    private readonly Flag<string> _fingerprint = new("--fingerprint", "SHA256", "Trust the server only if it, or its authority, has this key");
    private readonly Flag<string> _data = new("--data", "FOLDER", "Data folder of the agent");
    private readonly Flag<bool> _yes = new("--yes", "", "Anchor again without asking when this machine is anchored already", "-y");

    public NodeAnchorCommand(CliHost host, bool forAnother)
        : base(forAnother ? "anchor-as" : "anchor", forAnother ? "Anchor this machine to the account of somebody else (administrators)" : "Anchor this machine to your account", host)
    {
        if (forAnother)
        {
            Add(_account = new Argument<string>("ACCOUNT") { Description = "E-mail address or user name of the account that shall own it" });
        }

        Add(_url);
        Add(_username);
        Add(_passwordStdin);
        Add(_tokenStdin);
        Add(_fingerprint);
        Add(_data);
        Add(_yes);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        AgentSettings settings = new(call.Environment);
        Uri url = ServerTarget.ParseUrl(call.Get(_url) ?? settings.Find(AgentSettings.Server)
            ?? throw CliException.Usage("The server is missing.", "Give its address: anchorage node anchor https://HOST"));
        AgentProgram agent = new(call.Environment, call.Get(_data) ?? settings.Find(AgentSettings.Data));
        AnchorStatus before = await agent.ReadAsync(cancel);
        if (before.Server is { } former && !call.Get(_yes)
            && !Questions.Confirm(call.Environment, $"This machine is anchored to {former} as {before.Name}, owned by {before.OwnerName}. Anchor it anew?", "--yes"))
        {
            call.Output.Note("Nothing was changed.");
            return ExitCodes.Ok;
        }

        string server = url.GetLeftPart(UriPartial.Authority);
        string token = call.Get(_tokenStdin) ? ReadToken(call) : await RequestAsync(call, url, before.MachineId, cancel);
        AnchorStatus now = await agent.EnrollAsync(server, token, cancel);
        Store(settings, server);
        if (call.Output.Json)
        {
            call.Output.Document(JsonSerializer.SerializeToElement(now, ApiJson.Default.AnchorStatus));
        }
        else
        {
            call.Output.Line(now.NodeId!);
        }

        call.Output.Note($"Anchored as {now.Name}, owned by {now.OwnerName}. Manage it at {server}.");
        if (before.NodeId is not null && before.NodeId != now.NodeId)
        {
            call.Output.Note($"{before.Name} at {before.Server} stays listed with {before.OwnerName}, who can remove it there or finds it again when this machine comes back.");
        }

        call.Output.Note("An agent that runs takes this over by itself; else start it: anchorage node run");
        return ExitCodes.Ok;
    }

    private async Task<string> RequestAsync(Invocation call, Uri url, string machineId, CancellationToken cancel)
    {
        string? pin = await TrustQuestion.AskAsync(call, url, call.Get(_fingerprint), null, cancel);
        string username = call.Get(_username) ?? Questions.Text(call.Environment, "User name", "--username");
        string password = Questions.Password(call.Environment, "Password", call.Get(_passwordStdin));
        AnchorMachine machine = new(machineId, Environment.ProcessId, call.Environment.Time.GetUtcNow().ToUnixTimeMilliseconds());
        using ApiClient api = call.Open(new ServerTarget(url, null, pin, null, null));
        return _account is null
            ? (await api.PostAsync("/api/cloud/request-anchor-token", new AnchorRequest(username, password, machine), ApiJson.Default.AnchorRequest, ApiJson.Default.AnchorAnswer, cancel)).Value.SiteAuthToken
            : (await api.PostAsync(
                "/api/cloud/request-anchor-token-as",
                new AnchorAsRequest(username, password, call.Get(_account)!, machine),
                ApiJson.Default.AnchorAsRequest,
                ApiJson.Default.AnchorAnswer,
                cancel)).Value.SiteAuthToken;
    }

    private static string ReadToken(Invocation call) =>
        call.Environment.In.ReadLine()?.Trim() is { Length: > 0 } token ? token : throw CliException.Usage("Standard input holds no token.", "Pipe the token as one line.");

    /// <summary>The next start goes to this server too; an onboarding key of the former one would lead back.</summary>
    private static void Store(AgentSettings settings, string server)
    {
        if (File.Exists(settings.File))
        {
            settings.Set(AgentSettings.Server, server);
            settings.Set(AgentSettings.KeyFile, null);
        }
    }
}
