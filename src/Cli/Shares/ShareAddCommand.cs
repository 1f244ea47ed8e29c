using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Shares;

internal sealed class ShareAddCommand : CliCommand
{
    private readonly Argument<string> _person = new("PERSON") { Description = "User name or e-mail address; name of a group with --group" };
    private readonly Argument<string?> _instance = new("INSTANCE") { Description = "Name or id; all of yours, later ones too, if absent", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag<bool> _group = new("--group", "", "PERSON is a group: whoever is in it has it, also who joins later");
    private readonly Flag<string[]> _permissions = ShareFlags.Permissions();
    private readonly Flag<string> _expires = ShareFlags.Expires();
    private readonly Flag<string> _note = ShareFlags.Note();

    public ShareAddCommand(CliHost host)
        : base("add", "Share an instance, or all of yours, with somebody or with a group", host)
    {
        Add(_person);
        Add(_instance);
        Add(_group);
        Add(_permissions);
        Add(_expires);
        Add(_note);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var instance = call.Get(_instance) is { } named ? Names.Check("instance", named) : null;
        var toGroup = call.Get(_group);
        var sharee = Names.Check(toGroup ? "group" : "person", call.Get(_person));
        var body = new ShareSave(
            null,
            toGroup ? null : sharee,
            instance,
            call.Get(_permissions) is { Length: > 0 } given ? given : null,
            call.Get(_note),
            ShareFlags.Timestamp(call.Get(_expires)),
            IsEnabled: true,
            null,
            toGroup ? sharee : null);
        var answer = await call.Api().PostAsync(ShareList.Save, body, ApiJson.Default.ShareSave, ApiJson.Default.ShareAnswer, cancel, Guid.NewGuid().ToString("N"));
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }
        else
        {
            // The id alone: for the next command of a script.
            call.Output.Line(answer.Value.Share!.Id);
        }

        return ExitCodes.Ok;
    }
}
