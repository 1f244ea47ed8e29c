using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

internal sealed class GroupSetCommand : CliCommand
{
    private readonly Argument<string> _group = new("GROUP") { Description = "Name or id of the group" };
    private readonly Flag<string[]> _add = new("--add", "PERSON", "Who joins; may be repeated") { AllowMultipleArgumentsPerToken = false };
    private readonly Flag<string[]> _remove = new("--remove", "PERSON", "Who leaves, and loses at once what is shared with the group; may be repeated") { AllowMultipleArgumentsPerToken = false };
    private readonly Flag<string> _note = new("--note", "TEXT", "What it is for");

    public GroupSetCommand(CliHost host)
        : base("set", "Say who is in a group (administrators)", host)
    {
        Add(_group);
        Add(_add);
        Add(_remove);
        Add(_note);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var body = new GroupSave(null, call.Get(_note), People(call.Get(_add)), People(call.Get(_remove)));
        if (body is { Description: null, Add.Count: 0, Remove.Count: 0 })
        {
            throw CliException.Usage("Nothing is to change.", "Name at least one of --add, --remove and --note.");
        }

        var group = await GroupInfo.FindAsync(api, call.Get(_group)!, cancel);
        var answer = await api.PatchAsync($"{GroupInfo.Path}/{Uri.EscapeDataString(group.Value.Id)}", body, ApiJson.Default.GroupSave, ApiJson.Default.GroupInfo, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note($"The group {group.Value.Name} is changed.");
        return ExitCodes.Ok;
    }

    private static string[] People(string[]? names) => [.. (names ?? []).Select(static p => Names.Check("person", p))];
}
