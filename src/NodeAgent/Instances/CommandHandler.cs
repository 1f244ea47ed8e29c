using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Runs a command inside a container and carries its standard streams. Whoever asked and hung up ends it: SIGHUP, after a while SIGKILL.</summary>
internal sealed class CommandHandler(DockerClient client, IContainerShell containers, TimeProvider time) : IStreamHandler
{
    private const int MostAtOnce = 64;

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    /// <inheritdoc/>
    public string Kind => StreamKinds.Exec;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        var ask = ProtocolJson.Read<StartCommand>(payload);
        if (StartCommand.Problem(ask.Command, ask.Directory) is { } problem)
        {
            throw new LinkRequestException(WorkErrors.InvalidRequest, problem);
        }

        if (!await _free.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new LinkRequestException(WorkErrors.AgentBusy, $"{MostAtOnce} commands run on this node already.");
        }

        try
        {
            var container = await containers.FindAsync(ask.InstanceId, cancellationToken);
            var exec = await client.CreateExecAsync(container.ContainerId, ask.Command, [], ask.Directory, cancellationToken);
            using var socket = await client.Endpoint.ConnectSocketAsync(cancellationToken);
            var first = await ExecConnection.StartAsync(socket, $"/exec/{exec}/start", tty: false, cancellationToken);
            await stream.AcceptAsync(cancellationToken);
            await new CommandRun(new ExecProcess(client, exec, time), socket, first, stream).RunAsync(cancellationToken);
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }
        catch (IOException e)
        {
            throw new LinkRequestException(WorkErrors.ContainerFailed, e.Message);
        }
        finally
        {
            _free.Release();
        }
    }
}
