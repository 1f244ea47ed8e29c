using System.Collections.Concurrent;
using Anchorage.Api.Streams;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>The links and streams that this process holds.</summary>
internal sealed class AgentRegistry
{
    private readonly ConcurrentDictionary<string, AgentConnection> _byNode = new();
    private readonly ConcurrentDictionary<string, AgentConnection> _byLink = new();
    private readonly ConcurrentDictionary<NodeStream, byte> _streams = new();

    /// <summary>Links held.</summary>
    public int Count => _byLink.Count;

    /// <summary>Streams held, spares included.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>Makes a link the one of its node; a former one is closed as replaced.</summary>
    public void Add(AgentConnection connection)
    {
        _byLink[connection.LinkId] = connection;
        AgentConnection? former = null;
        _byNode.AddOrUpdate(connection.NodeId, connection, (_, old) =>
        {
            former = old;
            return connection;
        });
        former?.Channel.Close(LinkCloseCodes.Replaced, LinkCloseReasons.Replaced);
    }

    /// <summary>Forgets an ended link with its spares.</summary>
    public void Remove(AgentConnection connection)
    {
        _byLink.TryRemove(connection.LinkId, out _);
        _byNode.TryRemove(KeyValuePair.Create(connection.NodeId, connection));
        connection.DropSpares();
    }

    /// <summary>The link of a node, or null.</summary>
    public AgentConnection? OfNode(string nodeId) => _byNode.GetValueOrDefault(nodeId);

    /// <summary>A link by its id, or null.</summary>
    public AgentConnection? OfLink(string linkId) => _byLink.GetValueOrDefault(linkId);

    /// <summary>Takes note of a stream, until it ends.</summary>
    public void Track(NodeStream stream)
    {
        _streams[stream] = 0;
        _ = stream.Completion.ContinueWith(
            _ => _streams.TryRemove(stream, out byte _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Cuts all streams of a node at once.</summary>
    public void CutStreams(string nodeId)
    {
        foreach (NodeStream stream in _streams.Keys.Where(s => s.NodeId == nodeId))
        {
            stream.Abort();
        }
    }

    /// <summary>Closes every link; the agents reconnect.</summary>
    public void CloseAll()
    {
        foreach (AgentConnection connection in _byLink.Values)
        {
            connection.Channel.Close(LinkCloseCodes.GoingAway, LinkCloseReasons.Stopping);
        }
    }
}
