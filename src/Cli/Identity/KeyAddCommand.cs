using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

/// <summary>Registers a public key; never reads a private one to the server.</summary>
internal sealed class KeyAddCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The public key file (id_ed25519.pub), or - for standard input" };
    private readonly Flag<string> _label = new("--label", "TEXT", "Name of the key; its comment if absent");

    public KeyAddCommand(CliHost host)
        : base("add", "Register an SSH public key", host)
    {
        Add(_file);
        Add(_label);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var file = call.Get(_file)!;
        var text = file == "-" ? await call.Environment.In.ReadToEndAsync(cancel) : await File.ReadAllTextAsync(file, cancel);
        var key = PublicKeyText.Check(text, file);
        var body = new SshKeyCreate(call.Get(_label) ?? PublicKeyText.Comment(key) ?? "key", key);
        var answer = await call.Api().PostAsync("/api/users/me/ssh-keys", body, ApiJson.Default.SshKeyCreate, ApiJson.Default.SshKeyInfo, cancel);
        call.Output.Item(answer, ("id", answer.Value.Id), ("label", answer.Value.Label), ("fingerprint", answer.Value.Fingerprint));
        return ExitCodes.Ok;
    }
}
