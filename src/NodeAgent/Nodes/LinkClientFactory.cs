using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Recordings;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Puts a <see cref="LinkClient"/> together for an identity, which is known only after enrolment.</summary>
internal sealed class LinkClientFactory(
    ControlLink link,
    IEnumerable<IMessageHandler> handlers,
    IEnumerable<IStreamHandler> streams,
    MachineDescription machine,
    AgentOptions options,
    Random random,
    TimeProvider time,
    ILoggerFactory loggers,
    IInstanceReporter? instances = null,
    ITerminalReporter? terminals = null,
    IRecordingReporter? recordings = null)
{
    /// <summary>Makes a client.</summary>
    /// <param name="server">Reaches the server.</param>
    /// <param name="identity">Who the node is.</param>
    /// <param name="save">Stores a changed identity.</param>
    public LinkClient Create(IServerConnection server, AgentIdentity identity, Action<AgentIdentity> save)
    {
        KeyRotation keys = new(identity, save);
        LinkReporter reporter = new(link, machine, time, loggers.CreateLogger<LinkReporter>(), instances, terminals, recordings);
        RequestDispatcher requests = new([.. handlers, keys, new NodeReportHandler(reporter)], loggers.CreateLogger<RequestDispatcher>());
        StreamHost host = new(server, keys, streams, NewBackoff, time, loggers.CreateLogger<StreamHost>());
        return new LinkClient(server, link, requests, host, reporter, keys, machine, NewBackoff(), time, loggers.CreateLogger<LinkClient>());
    }

    private Backoff NewBackoff() => Backoff.For(options, random);
}
