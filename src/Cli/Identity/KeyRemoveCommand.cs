using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

internal sealed class KeyRemoveCommand : CliCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "Id, label or fingerprint (SHA256:...)" };

    public KeyRemoveCommand(CliHost host)
        : base("rm", "Remove an SSH key, from running instances too", host) => Add(_key);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var text = call.Get(_key)!;
        var keys = await api.ListAsync("/api/users/me/ssh-keys", 10_000, ApiJson.Default.SshKeyInfo, cancel);
        var key = Names.Pick("SSH key", text, keys, k => k.Id, k => text.StartsWith("SHA256:", StringComparison.Ordinal) ? k.Fingerprint : k.Label, "ssh_key_not_found");
        await api.SendAsync(HttpMethod.Delete, $"/api/users/me/ssh-keys/{Uri.EscapeDataString(key.Value.Id)}", cancel);
        call.Output.Note($"Removed the key {key.Value.Label ?? key.Value.Id}.");
        return ExitCodes.Ok;
    }
}
