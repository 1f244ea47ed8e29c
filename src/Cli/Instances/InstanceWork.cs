using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Operations;

namespace Anchorage.Cli.Instances;

/// <summary>What all changes of an instance do after the server accepted them.</summary>
internal static class InstanceWork
{
    /// <summary>Follows the operation if wanted, then prints the instance as it is now.</summary>
    public static async Task<int> FinishAsync(Invocation call, ApiClient api, ApiAnswer<InstanceAnswer> answer, WaitFlags wait, string done, CancellationToken cancel)
    {
        var instance = answer.Value.Instance;
        if (answer.Value.Operation is { } operation && !wait.Wanted(call))
        {
            if (call.Output.Json)
            {
                call.Output.Document(answer.Raw);
            }
            else
            {
                call.Output.Line(operation.Id);
            }

            call.Output.Note($"Accepted. Follow it: anchorage operations show {operation.Id} --follow");
            return ExitCodes.Ok;
        }

        if (answer.Value.Operation is { } started)
        {
            await OperationFollower.FollowAsync(call, api, started, wait.Limit(call), cancel);
        }

        var id = instance?.Id ?? answer.Value.Operation?.Target?.Id;
        var now = await InstanceRoutes.GetAsync(api, id, cancel);
        InstanceView.Print(call.Output, now);
        call.Output.Note(answer.Value.Operation is null ? $"{now.Value.Name} was so already." : $"{now.Value.Name} {done}.");
        return ExitCodes.Ok;
    }
}
