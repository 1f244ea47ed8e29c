using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

internal sealed class GroupAddCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the group; it stays as it is" };
    private readonly Argument<string[]> _people = new("PERSON") { Description = "User names or e-mail addresses of who is in it", Arity = ArgumentArity.ZeroOrMore };
    private readonly Flag<string> _note = new("--note", "TEXT", "What it is for");

    public GroupAddCommand(CliHost host)
        : base("add", "Make a group (administrators)", host)
    {
        Add(_name);
        Add(_people);
        Add(_note);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var body = new GroupSave(Names.Check("group", call.Get(_name)), call.Get(_note), [.. (call.Get(_people) ?? []).Select(static p => Names.Check("person", p))], null);
        var answer = await call.Api().PostAsync(GroupInfo.Path, body, ApiJson.Default.GroupSave, ApiJson.Default.GroupInfo, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }
        else
        {
            // The id alone: for the next command of a script.
            call.Output.Line(answer.Value.Id);
        }

        return ExitCodes.Ok;
    }
}
