using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Sends the last lines of a container's log, one frame each, and ends the stream.</summary>
internal sealed class LogsHandler(DockerClient client, InstanceObserver observer, ThisMachine machine, TimeProvider time) : IStreamHandler
{
    private const int MostLines = 5000;
    private const int CutTo = 8 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public string Kind => StreamKinds.Logs;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        var ask = ProtocolJson.Read<ReadLogs>(payload);
        if (ask.InstanceId is null || !InstanceNames.IsId(ask.InstanceId) || ask.Tail is < 1 or > MostLines)
        {
            throw new LinkRequestException(WorkErrors.InvalidRequest, $"Logs are read 1 to {MostLines} lines at a time.");
        }

        if (machine.Is(ask.InstanceId))
        {
            throw new LinkRequestException(WorkErrors.NotForMachines, "A machine has no first process whose output could be read.");
        }

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        ContainerInspect container;
        try
        {
            var found = await client.InspectContainerAsync(InstanceNames.Container(ask.InstanceId), both.Token);
            container = found is not null && observer.IsOurs(found.Config.Labels)
                ? found
                : throw new LinkRequestException(WorkErrors.InstanceNotFound, $"The node has no container of instance {ask.InstanceId}.");
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }

        await stream.AcceptAsync(both.Token);
        await foreach (var line in client.LogsAsync(container.Id, ask.Tail, container.Config.Tty, both.Token))
        {
            await stream.WriteAsync(Frame(line), text: true, both.Token);
        }
    }

    /// <summary>JSON escapes can make a line up to six times as long; one that would not fit a frame is cut again.</summary>
    private static byte[] Frame(LogLine line)
    {
        var frame = ProtocolJson.WriteBytes(line);
        return frame.Length <= LinkLimits.MaxStreamControlBytes ? frame : ProtocolJson.WriteBytes(line with { Text = line.Text[..CutTo] + "…" });
    }
}
