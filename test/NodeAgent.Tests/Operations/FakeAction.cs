using System.Collections.Concurrent;
using System.Text.Json;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Tests.Operations;

/// <summary>Work that does what a test says.</summary>
internal sealed class FakeAction(Func<WorkContext, Task> run) : IWorkAction
{
    public ConcurrentQueue<string> Begun { get; } = new();

    public string Type => MessageTypes.InstanceChange;

    public WorkRequest Read(JsonElement payload)
    {
        var ask = ProtocolJson.Read<ChangeInstance>(payload);
        return ask.InstanceId == "refused"
            ? throw new WorkFailedException(WorkErrors.InvalidRequest, "No.")
            : new WorkRequest(ask.OperationId, ask.InstanceId, ask.Verb);
    }

    public void Accepted(JsonElement payload)
    {
    }

    public Task RunAsync(JsonElement payload, WorkContext context)
    {
        Begun.Enqueue(context.Request.OperationId);
        return run(context);
    }
}
