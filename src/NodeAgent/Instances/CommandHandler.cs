using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Runs a command in an instance and carries its standard streams. Whoever asked and hung up ends it: SIGHUP, after a while SIGKILL.</summary>
internal sealed class CommandHandler(DockerClient client, IContainerShell containers, ThisMachine machine, TimeProvider time) : IStreamHandler
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
            using var command = await StartAsync(ask, cancellationToken);
            await stream.AcceptAsync(cancellationToken);
            await new CommandRun(command, stream, time).RunAsync(cancellationToken);
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

    private async Task<IRunningCommand> StartAsync(StartCommand ask, CancellationToken cancellationToken)
    {
        if (machine.Is(ask.InstanceId))
        {
            return MachineCommand.Start(machine.Account(ask.Root), ask.Command, ask.Directory);
        }

        if (ask.Root)
        {
            throw new LinkRequestException(WorkErrors.RootNotAllowed, "What runs in a container runs as the container's own user.");
        }

        var container = await containers.FindAsync(ask.InstanceId, cancellationToken);
        return await EngineCommand.StartAsync(client, container.ContainerId, ask.Command, ask.Directory, cancellationToken);
    }
}
