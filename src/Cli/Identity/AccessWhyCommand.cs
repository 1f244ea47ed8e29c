using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

internal sealed class AccessWhyCommand : CliCommand
{
    private readonly Argument<string> _person = new("PERSON") { Description = "User name or e-mail address" };
    private readonly Argument<string> _permission = new("PERMISSION") { Description = "A permission such as command:cloud_instance" };
    private readonly Argument<string?> _instance = new("INSTANCE") { Description = "Name or id; only for permissions that are about one", Arity = ArgumentArity.ZeroOrOne };

    public AccessWhyCommand(CliHost host)
        : base("why", "Explain why somebody may do something, or may not", host)
    {
        Add(_person);
        Add(_permission);
        Add(_instance);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var instance = call.Get(_instance) is { } named ? Names.Check("instance", named) : null;
        var path = Query.Append(
            "/api/access/why", ("user", Names.Check("person", call.Get(_person))), ("permission", Names.Check("permission", call.Get(_permission))), ("instance", instance));
        var answer = await call.Api().GetAsync(path, ApiJson.Default.AccessExplanation, cancel);
        call.Output.Item(
            answer,
            ("person", answer.Value.User.Name),
            ("permission", answer.Value.Permission),
            ("instance", answer.Value.Instance?.Name),
            ("allowed", answer.Value.Allowed ? "yes" : "no"),
            ("by", answer.Value.Rule ?? answer.Value.Code),
            ("reason", answer.Value.Reason));
        return ExitCodes.Ok;
    }
}
