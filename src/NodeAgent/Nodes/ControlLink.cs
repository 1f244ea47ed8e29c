using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>The one control link as the features see it, whatever connection stands behind it.</summary>
internal sealed class ControlLink : IControlLink
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(30);
    private volatile LinkChannel? _channel;

    /// <inheritdoc/>
    public event Func<CancellationToken, Task>? Connected;

    /// <inheritdoc/>
    public void Post<T>(string type, T payload) => _channel?.TryPost(type, ProtocolJson.Element(payload));

    /// <inheritdoc/>
    public async Task RequestAsync<T>(string type, T payload, CancellationToken cancellationToken)
    {
        LinkChannel channel = _channel ?? throw new LinkRequestException("link_down", "The link to the server is down.");
        LinkFrame answer;
        try
        {
            answer = await channel.RequestAsync(type, ProtocolJson.Element(payload), AnswerDeadline, cancellationToken);
        }
        catch (LinkDownException e)
        {
            throw new LinkRequestException("link_down", e.Message);
        }
        catch (TimeoutException)
        {
            throw new LinkRequestException("link_timeout", $"The server did not answer {type} within {AnswerDeadline.TotalSeconds} s.");
        }

        if (answer.Error is { } error)
        {
            throw new LinkRequestException(error.Code, error.Message);
        }
    }

    /// <summary>Sets the connection in use; null when it ended.</summary>
    internal void Use(LinkChannel? channel) => _channel = channel;

    /// <summary>The subscribers of <see cref="Connected"/>.</summary>
    internal IEnumerable<Func<CancellationToken, Task>> Subscribers() =>
        Connected?.GetInvocationList().Cast<Func<CancellationToken, Task>>() ?? [];
}
