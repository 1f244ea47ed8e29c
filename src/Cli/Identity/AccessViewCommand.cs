using System.CommandLine;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

internal sealed class AccessViewCommand : CliCommand
{
    private readonly Argument<string> _person = new("PERSON") { Description = "Id, user name or e-mail address" };

    public AccessViewCommand(CliHost host)
        : base("view", "List what somebody sees and may do (superadmins); nothing can be done as them", host) => Add(_person);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var path = $"/api/users/{Uri.EscapeDataString(Names.Check("person", call.Get(_person)))}/view";
        var view = await api.PostAsync(path, ApiJson.Default.AccountView, cancel);
        await api.SendAsync(HttpMethod.Delete, path, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(view.Raw);
            return ExitCodes.Ok;
        }

        call.Output.Note($"{view.Value.User.Name} is {view.Value.Role}, and {view.Value.Status}.");
        call.Output.List(
            [.. view.Value.Instances.Select(static i => new ApiAnswer<ViewedInstance>(i.Deserialize(ApiJson.Default.ViewedInstance)!, i))],
            ("NAME", i => i.Name),
            ("STATUS", i => i.Status),
            ("OWNER", i => i.Owner.Name),
            ("MAY", i => string.Join(' ', i.Permissions)),
            ("ID", i => i.Id));
        return ExitCodes.Ok;
    }
}
