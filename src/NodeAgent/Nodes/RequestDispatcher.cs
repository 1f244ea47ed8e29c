using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Wire;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Gives each request of the server to its handler. Types without a handler are refused as unknown; a crash is <c>agent_error</c> and the agent lives on.</summary>
internal sealed partial class RequestDispatcher(IEnumerable<IMessageHandler> handlers, ILogger logger)
{
    private readonly Dictionary<string, IMessageHandler> _handlers = handlers.ToDictionary(h => h.Type);

    /// <summary>Answers one request.</summary>
    public async Task<LinkReply> AnswerAsync(LinkFrame request, LinkWelcome welcome, StreamHost streams, CancellationToken serving, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Type == MessageTypes.StreamDial)
            {
                streams.Dial(ProtocolJson.Read<DialStream>(request.Payload), serving);
                return LinkReply.Empty;
            }

            if (!_handlers.TryGetValue(request.Type!, out IMessageHandler? handler))
            {
                return Refused("unknown_request", $"This agent does not know {request.Type}; it may be older than the server (protocol {welcome.ProtocolVersion}).");
            }

            return new LinkReply(await handler.HandleAsync(request.Payload, cancellationToken));
        }
        catch (LinkRequestException e)
        {
            return Refused(e.Code, e.Message);
        }
        catch (JsonException)
        {
            return Refused("invalid_request", $"The payload of {request.Type} is not what it should be.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Refused("link_down", "The link ended.");
        }
        catch (Exception e)
        {
            LogCrash(e, request.Type!);
            return Refused("agent_error", $"The agent failed at {request.Type}; its log says more.");
        }
    }

    private static LinkReply Refused(string code, string message) => new(Payload: null, new LinkError(code, message));

    [LoggerMessage(Level = LogLevel.Error, Message = "The handler of {Type} crashed")]
    private partial void LogCrash(Exception exception, string type);
}
