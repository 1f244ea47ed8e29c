using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.Grains.Instances;

/// <summary>How an instance changes with work and with what its node sees. Pure.</summary>
internal static class InstanceTransitions
{
    /// <summary>True when the instance is where the verb would bring it.</summary>
    public static bool IsThere(InstanceState state, InstanceVerb verb) => verb switch
    {
        InstanceVerb.Start => state.Status == InstanceStatus.Running,
        InstanceVerb.Stop => state.Status == InstanceStatus.Stopped && state.Desired == "stopped",
        InstanceVerb.Trash => state.TrashedAt is not null,
        InstanceVerb.Restore => state.TrashedAt is null,
        _ => false,
    };

    /// <summary>The instance while the work runs.</summary>
    public static InstanceState Begin(InstanceState state, InstanceVerb verb, OperationInfo operation, ImageChoice? image) => state with
    {
        Operation = operation,
        Verb = verb,
        Before = state.Status,
        ImageBefore = image is null ? null : state.Plan!.Image,
        Plan = image is null ? state.Plan : state.Plan! with { Image = image },
        Status = verb is InstanceVerb.Delete or InstanceVerb.Trash ? InstanceStatus.Deleting : verb == InstanceVerb.Rebuild ? InstanceStatus.Creating : state.Status,
        DesiredBefore = state.Desired,
        Desired = verb switch { InstanceVerb.Stop or InstanceVerb.Trash => "stopped", InstanceVerb.Delete or InstanceVerb.Execute => state.Desired, _ => "running" },
        Error = null,

        // Out of the trash it is as soon as the work begins: if its start fails, it is a stopped instance.
        TrashedAt = verb == InstanceVerb.Restore ? null : state.TrashedAt,
        PurgeAt = verb == InstanceVerb.Restore ? null : state.PurgeAt,
    };

    /// <summary>The instance after the work.</summary>
    public static InstanceState End(InstanceState state, InstanceVerb verb, OperationInfo operation, InstanceObservation? seen, DateTimeOffset now)
    {
        InstanceState ended = state with { Operation = null, Verb = null, ImageBefore = null, DesiredBefore = null };
        if (seen is not null)
        {
            ended = Observe(ended, seen, now) with { Error = null };
        }

        if (operation.State == OperationState.Succeeded)
        {
            return verb switch
            {
                InstanceVerb.Stop or InstanceVerb.Trash => ended with { Status = InstanceStatus.Stopped, Desired = "stopped", StoppedAt = ended.StoppedAt ?? now },
                InstanceVerb.Delete or InstanceVerb.Execute => ended,
                _ => ended with { Status = InstanceStatus.Running, KeysSynced = seen?.KeysSynced ?? ended.KeysSynced, StartedAt = ended.StartedAt ?? now },
            };
        }

        // A create or rebuild that failed left no container; anything else goes on as the node last saw it.
        bool untouched = operation.State == OperationState.Cancelled && seen is null;
        bool lost = seen is null && state.Status == InstanceStatus.Creating && !untouched;
        return ended with
        {
            Status = lost ? InstanceStatus.Failed : seen is null ? state.Before : ended.Status,
            // An update that failed says nothing about the instance: its operation tells.
            Error = operation.State == OperationState.Cancelled || verb == InstanceVerb.Execute ? null : operation.Error,
            Desired = operation.State == OperationState.Cancelled ? state.DesiredBefore ?? state.Desired : state.Desired,
            Plan = state.ImageBefore is { } image && (seen is not null || untouched) ? state.Plan! with { Image = image } : ended.Plan,
        };
    }

    /// <summary>The instance as its node sees it now.</summary>
    public static InstanceState Observe(InstanceState state, InstanceObservation seen, DateTimeOffset now)
    {
        bool running = seen.State is "running" or "restarting" or "paused";
        InstanceStatus status = running ? InstanceStatus.Running
            // A container that somebody removed, of an instance that shall not run, is a stopped one: its home is there.
            : seen.State == "stopped" || (seen.State == "missing" && state.Desired == "stopped") ? InstanceStatus.Stopped
            : InstanceStatus.Unknown;
        return state with
        {
            Status = status,
            KeysSynced = running ? seen.KeysSynced : state.KeysSynced,
            StartedAt = seen.StartedAt ?? state.StartedAt,
            StoppedAt = running ? state.StoppedAt : seen.FinishedAt ?? (state.Status == InstanceStatus.Running ? now : state.StoppedAt),
            Error = seen.OutOfMemory && !running ? new ErrorInfo(ErrorCodes.ContainerFailed, "The container was ended by the kernel for lack of memory.") : running ? null : state.Error,
        };
    }
}
