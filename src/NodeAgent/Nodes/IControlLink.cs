namespace Anchorage.NodeAgent.Nodes;

/// <summary>The sending half of the control link, for the features of the agent.</summary>
public interface IControlLink
{
    /// <summary>Queues a one-way message. Dropped while the link is down: after a reconnect the whole state is reported anyway.</summary>
    /// <param name="type">A name from <see cref="Protocol.MessageTypes"/>.</param>
    /// <param name="payload">A record of the protocol.</param>
    void Post<T>(string type, T payload);

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="LinkRequestException">The server refused, or the link is down (<c>link_down</c>).</exception>
    Task RequestAsync<T>(string type, T payload, CancellationToken cancellationToken);

    /// <summary>Raised after every welcome, before anything else is sent.</summary>
    event Func<CancellationToken, Task>? Connected;
}
