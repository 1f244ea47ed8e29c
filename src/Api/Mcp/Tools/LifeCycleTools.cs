using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Making, starting, stopping and deleting instances.</summary>
internal static class LifeCycleTools
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public static readonly ImmutableArray<Tool> All =
    [
        new Tool<CreateArguments, WorkAnswer>(
            "create_instance", "Make an instance", "Makes an instance of the user. It is closed to programs until the user opens it on its page.",
            ToolNature.Changes, [], CreateAsync),
        Change("start_instance", "Start an instance", "Starts a stopped instance and waits until it runs.", ToolNature.Changes, Permissions.ControlInstance, InstanceVerb.Start),
        Change("stop_instance", "Stop an instance", "Stops an instance: what runs in it ends, its data stay.", ToolNature.Destroys, Permissions.ControlInstance, InstanceVerb.Stop),
        Change("restart_instance", "Restart an instance", "Stops an instance and starts it again: what runs in it ends.", ToolNature.Destroys, Permissions.ControlInstance, InstanceVerb.Restart),
        Change("trash_instance", "Delete an instance", "Puts an instance into the trash: it stops, and is removed with its data a day later unless somebody restores it.", ToolNature.Destroys, Permissions.ManageInstance, InstanceVerb.Trash),
    ];

    private static Tool<ChangeArguments, WorkAnswer> Change(string name, string title, string description, ToolNature nature, string permission, InstanceVerb verb) =>
        new(name, title, description, nature, [permission], (call, arguments) => ChangeAsync(call, arguments, verb));

    private static async Task<WorkAnswer> CreateAsync(ToolCall call, CreateArguments arguments)
    {
        InstanceOperation made = await call.Services.Grains.GetGrain<IOperationGrain>(GrainKeys.Operation(call.Services.Ids.NewId()))
            .CreateInstance(call.Caller, new CreateInstanceRequest(arguments.Name, arguments.ImageId, null, null, null, null));
        return await FollowAsync(call, made, arguments.TimeoutSeconds);
    }

    private static async Task<WorkAnswer> ChangeAsync(ToolCall call, ChangeArguments arguments, InstanceVerb verb)
    {
        InstanceOperation begun = await call.Services.Grains.GetGrain<IOperationGrain>(GrainKeys.Operation(call.Services.Ids.NewId())).ChangeInstance(call.Caller, call.Instance, verb, null);
        return await FollowAsync(call, begun, arguments.TimeoutSeconds);
    }

    /// <summary>Waits for the end of the work. What takes longer goes on; its state is told.</summary>
    private static async Task<WorkAnswer> FollowAsync(ToolCall call, InstanceOperation begun, int timeoutSeconds)
    {
        IInstanceSystemGrain grain = call.Services.Grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(begun.Instance.Id));
        InstanceInfo instance = begun.Instance;
        long start = call.Services.Time.GetTimestamp();
        int said = -1;
        bool running = begun.Operation is { IsFinal: false };
        while (running && call.Services.Time.GetElapsedTime(start) < TimeSpan.FromSeconds(timeoutSeconds))
        {
            await Task.Delay(Poll, call.Services.Time, call.Over);
            instance = await grain.Read() ?? instance with { Operation = null, Status = InstanceStatus.Deleting };
            running = instance.Operation?.Id == begun.Operation!.Id;
            if (running && instance.Operation!.ProgressPercent > said)
            {
                said = instance.Operation.ProgressPercent;
                await call.Report(said, instance.Operation.Message);
            }
        }

        return new WorkAnswer(instance.Id, instance.Name, instance.Status, running, begun.Operation?.Id, instance.Error?.Code, instance.Error?.Message);
    }

    internal sealed record CreateArguments(
        [property: Description("a-z, then a-z 0-9 -, at most 40 characters; a free one when left out."), StringLength(40)] string? Name = null,
        [property: Description("Id of an image; the standard one when left out."), StringLength(40)] string? ImageId = null,
        [property: Description("How long to wait for the end."), Range(1, 600)] int TimeoutSeconds = 120);

    internal sealed record ChangeArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("How long to wait for the end."), Range(1, 600)] int TimeoutSeconds = 120) : IOnInstance;

    internal sealed record WorkAnswer(
        string Id,
        string Name,
        InstanceStatus Status,
        [property: Description("True when it was still under way when the time was over; ask get_status.")] bool Running,
        string? OperationId,
        [property: Description("Why it failed: a stable code.")] string? ErrorCode,
        string? Error);
}
