using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Nodes;

internal sealed class NodeKeyRevokeCommand : CliCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "Id or label" };

    public NodeKeyRevokeCommand(CliHost host)
        : base("revoke", "Let no further machine join with a key; machines that joined stay", host) => Add(_key);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var keys = await api.ListAsync("/api/nodes/onboarding-keys", 10_000, ApiJson.Default.OnboardingKey, cancel);
        var key = Names.Pick("onboarding key", call.Get(_key)!, keys, k => k.Id, k => k.Label, "onboarding_key_not_found");
        await api.SendAsync(HttpMethod.Delete, $"/api/nodes/onboarding-keys/{Uri.EscapeDataString(key.Value.Id)}", cancel);
        call.Output.Note($"Revoked the onboarding key {key.Value.Label ?? key.Value.Id}.");
        return ExitCodes.Ok;
    }
}
