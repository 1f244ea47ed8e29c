using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Operations;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Instances;

internal sealed class InstanceRemoveCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Flag<bool> _yes = new("--yes", "", "Do not ask", "-y");
    private readonly Flag<bool> _purge = new("--purge", "", "Remove it with its data at once, not into the trash");
    private readonly WaitFlags _wait = new();

    public InstanceRemoveCommand(CliHost host)
        : base("rm", "Put an instance into the trash, or remove it with its home folder", host)
    {
        Add(_instance);
        Add(_yes);
        Add(_purge);
        _wait.AddTo(this);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var instance = (await InstanceRoutes.GetAsync(api, call.Get(_instance), cancel)).Value;
        var purge = call.Get(_purge);
        var question = purge ? $"Delete the instance {instance.Name} and everything in its home folder?" : $"Put the instance {instance.Name} into the trash?";
        if (!call.Get(_yes) && !Questions.Confirm(call.Environment, question, "--yes"))
        {
            call.Output.Note("Nothing was deleted.");
            return ExitCodes.Config;
        }

        var answer = await api.DeleteAsync(InstanceRoutes.Of(instance.Id) + (purge ? "?purge=true" : string.Empty), ApiJson.Default.InstanceAnswer, cancel);
        if (answer.Value.Operation is { } operation && wantsToFollow())
        {
            var ended = await OperationFollower.FollowAsync(call, api, operation, _wait.Limit(call), cancel);
            answer = new ApiAnswer<InstanceAnswer>(answer.Value, ended.Raw);
        }

        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note(Told(instance.Name, answer.Value.Operation, wantsToFollow()));
        return ExitCodes.Ok;

        bool wantsToFollow() => _wait.Wanted(call);
    }

    // What never ran has nothing to keep and is removed at once: the operation says which it was.
    private static string Told(string name, OperationInfo? operation, bool followed) => (operation, followed) switch
    {
        (null, _) => $"{name} is in the trash already.",
        ({ } work, false) => $"{name} is being deleted: anchorage operations show {work.Id}",
        ({ Kind: "instance.trash" }, true) => $"{name} is in the trash. Take it back: anchorage instances restore {name}",
        _ => $"{name} is deleted.",
    };
}
