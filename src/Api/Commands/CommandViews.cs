using Anchorage.Api.Files;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Commands;

/// <summary>Commands that show something of an instance which its node answers at length.</summary>
internal sealed class CommandViews(IGrainFactory grains, FileStreams streams, TimeProvider time)
{
    private const int MaxLines = 5000;
    private const int MaxName = 100;

    internal async Task<object> LogsAsync(Caller caller, string instance, LogsPayload payload, CancellationToken cancellationToken)
    {
        if (payload.Lines is < 1 or > MaxLines)
        {
            throw CommandPayloads.Invalid("get_logs", $"lines must be 1 to {MaxLines}");
        }

        if (payload.Type.Length is 0 or > MaxName)
        {
            throw CommandPayloads.Invalid("get_logs", "type must be the name of a log");
        }

        NamedLog log = await AskAsync<NamedLog>(caller, instance, CommandActions.Log, new ReadNamedLog(payload.Type, payload.Lines), cancellationToken);
        return new { type = log.Name, lines = log.Lines, content = log.Content, timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(), message = log.Message };
    }

    internal async Task<object> ConfigurationAsync(Caller caller, string instance, CancellationToken cancellationToken) =>
        await AskAsync<InstanceConfiguration>(caller, instance, CommandActions.Configuration, new NoArguments(), cancellationToken);

    private async Task<T> AskAsync<T>(Caller caller, string instance, string action, object arguments, CancellationToken cancellationToken)
    {
        InstanceGrant grant = await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance)).GrantCall(caller, action, ProtocolJson.Write(arguments));
        return await streams.AnswerAsync<T>(grant, cancellationToken);
    }
}
