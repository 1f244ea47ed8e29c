namespace Anchorage.NodeAgent.Nodes;

/// <summary>A dialled-back byte stream: binary frames are data, text frames are control. One reader and one writer at a time.</summary>
public interface IAgentStream
{
    /// <summary>Id for logs.</summary>
    string Id { get; }

    /// <summary>Tells the other side that the stream is open.</summary>
    ValueTask AcceptAsync(CancellationToken cancellationToken);

    /// <summary>Reads the next frame, or null when the other side closed. The memory is valid until the next read.</summary>
    ValueTask<StreamFrame?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes one frame; completes when the socket took it, which is the back-pressure.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, bool text, CancellationToken cancellationToken);
}
