using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Shares;

internal sealed class ShareSetCommand : CliCommand
{
    private readonly Argument<string> _share = new("SHARE") { Description = "Id of a share that you made" };
    private readonly Flag<string[]> _permissions = new("--permission", "PERMISSION", "What it gives from now on; may be repeated; \"all\" for all that you have") { AllowMultipleArgumentsPerToken = false };
    private readonly Flag<string> _expires = new("--expires", "TIME", "When it ends, such as 2027-01-31, or \"never\"");
    private readonly Flag<string> _note = ShareFlags.Note();
    private readonly Flag<bool> _off = new("--off", "", "Switch it off");
    private readonly Flag<bool> _on = new("--on", "", "Switch it on again");

    public ShareSetCommand(CliHost host)
        : base("set", "Change a share; what is not named stays as it is", host)
    {
        Add(_share);
        Add(_permissions);
        Add(_expires);
        Add(_note);
        Add(_off);
        Add(_on);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        if (call.Get(_on) && call.Get(_off))
        {
            throw CliException.Usage("A share cannot be switched on and off at once.");
        }

        var api = call.Api();
        var id = Names.Check("share", call.Get(_share));
        var now = Names.Pick("share", id, await ShareList.ReadAsync(api, cancel), s => s.Id, _ => null, "share_not_found").Value;
        var body = new ShareSave(
            id,
            null,
            null,
            call.Get(_permissions) is { Length: > 0 } given ? given is ["all"] ? null : given : now.Permissions,
            call.Get(_note) ?? now.Description,
            call.Get(_expires) switch { null => now.ExpiresTimestamp, "never" => null, var time => ShareFlags.Timestamp(time) },
            call.Get(_on) || (now.IsEnabled && !call.Get(_off)),
            now.Etag);
        var answer = await api.PostAsync(ShareList.Save, body, ApiJson.Default.ShareSave, ApiJson.Default.ShareAnswer, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note($"The share {id} is changed.");
        return ExitCodes.Ok;
    }
}
