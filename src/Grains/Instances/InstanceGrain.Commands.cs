using System.Text.Json;
using Anchorage.Grains.Abstractions.Commands;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Grains.Instances;

/// <content>How the instance is now, and its commands. What is measured is not stored: after a restart it is asked for anew.</content>
public sealed partial class InstanceGrain
{
    private const int MaxCallArguments = 48 * 1024;

    private InstanceMeasure? _measured;
    private DateTimeOffset? _verifiedAt;
    private long? _responseTime;
    private ErrorInfo? _checkError;
    private long _commands;
    private DateTimeOffset? _activityAt;

    /// <inheritdoc/>
    public async Task<InstanceCheck> Ping(Caller caller)
    {
        await Require(caller, Permissions.ReadInstance);
        long begin = time.GetTimestamp();
        AgentAnswer answer = await Node.Send(new AgentMessage(MessageTypes.InstanceStatus, ProtocolJson.Write(new AskInstance(Id))));
        if (State.Plan is null)
        {
            throw Fail.NotFound("instance", Id);
        }

        if (answer.ErrorCode is { } code)
        {
            _checkError = new ErrorInfo(code, answer.ErrorMessage ?? code);
        }
        else if (answer.Json is { } json)
        {
            InstanceVitals seen = ProtocolJson.Read<InstanceVitals>(json);
            (_checkError, _verifiedAt, _responseTime) = (null, time.GetUtcNow(), (long)time.GetElapsedTime(begin).TotalMilliseconds);
            _measured = new InstanceMeasure(
                seen.State, seen.MemoryBytes, seen.MemoryLimitBytes, seen.CpuPercent, seen.UptimeSeconds, seen.Pid, seen.Hostname, seen.LocalIp, seen.Os, seen.Platform, seen.BasePath,
                [.. seen.Operations], [.. seen.Logs]);
        }

        InstanceCheck check = Check();
        return check with { Instance = check.Instance with { Permissions = await authoriser.PermissionsOn(caller, Resource) } };
    }

    /// <inheritdoc/>
    public Task<InstanceCheck?> ReadCheck() => Task.FromResult(State.Plan is null ? null : Check());

    /// <inheritdoc/>
    public async Task<InstanceAccess> BeginCommand(Caller caller)
    {
        InstanceAccess access = await Permit(caller, Permissions.CommandInstance, mustRun: false);
        _commands++;
        _activityAt = time.GetUtcNow();
        return access;
    }

    /// <inheritdoc/>
    public async Task<InstanceGrant> GrantCall(Caller caller, string action, string argumentsJson)
    {
        if (action is not (CommandActions.Log or CommandActions.Configuration))
        {
            throw Fail.Invalid("action", "is no command");
        }

        if (argumentsJson.Length > MaxCallArguments)
        {
            throw Fail.Invalid("payload", "is too long");
        }

        InstanceAccess access = await Permit(caller, action == CommandActions.Log ? Permissions.ReadLogs : Permissions.CommandInstance, mustRun: false);
        RequireOutsideTrash();
        RequireOnline();
        return new InstanceGrant(Grant(StreamKinds.Commands, ProtocolJson.Write(new CommandCall(Id, action, JsonElement.Parse(argumentsJson)))), access);
    }

    private InstanceCheck Check()
    {
        InstanceInfo info = Info();
        bool online = info.Status == InstanceStatus.Running && Plan.Node.Online && _checkError is null;
        return new InstanceCheck(info, online, _verifiedAt, _responseTime, _measured, _checkError, _commands, _activityAt);
    }
}
