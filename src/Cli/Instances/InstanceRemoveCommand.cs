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
    private readonly WaitFlags _wait = new();

    public InstanceRemoveCommand(CliHost host)
        : base("rm", "Delete an instance with its home folder", host)
    {
        Add(_instance);
        Add(_yes);
        _wait.AddTo(this);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var instance = (await InstanceRoutes.GetAsync(api, call.Get(_instance), cancel)).Value;
        if (!call.Get(_yes) && !Questions.Confirm(call.Environment, $"Delete the instance {instance.Name} and everything in its home folder?", "--yes"))
        {
            call.Output.Note("Nothing was deleted.");
            return ExitCodes.Config;
        }

        var answer = await api.DeleteAsync(InstanceRoutes.Of(instance.Id), ApiJson.Default.InstanceAnswer, cancel);
        if (answer.Value.Operation is { } operation && wantsToFollow())
        {
            var ended = await OperationFollower.FollowAsync(call, api, operation, _wait.Limit(call), cancel);
            answer = new ApiAnswer<InstanceAnswer>(answer.Value, ended.Raw);
        }

        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note(wantsToFollow() ? $"{instance.Name} is deleted." : $"{instance.Name} is being deleted: anchorage operations show {answer.Value.Operation?.Id}");
        return ExitCodes.Ok;

        bool wantsToFollow() => _wait.Wanted(call);
    }
}
