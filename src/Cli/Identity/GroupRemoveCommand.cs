using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Identity;

internal sealed class GroupRemoveCommand : CliCommand
{
    private readonly Argument<string> _group = new("GROUP") { Description = "Name or id of the group" };

    public GroupRemoveCommand(CliHost host)
        : base("rm", "Delete a group and what is shared with it (administrators)", host) => Add(_group);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var group = await GroupInfo.FindAsync(api, call.Get(_group)!, cancel);
        await api.SendAsync(HttpMethod.Delete, $"{GroupInfo.Path}/{Uri.EscapeDataString(group.Value.Id)}", cancel);
        call.Output.Note($"The group {group.Value.Name} is deleted.");
        return ExitCodes.Ok;
    }
}
