using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.NodeAgent.Operations;

/// <summary>Accepts one type of long work.</summary>
internal sealed class WorkHandler(string type, WorkRunner runner) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => type;

    /// <inheritdoc/>
    public Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        try
        {
            var accepted = runner.Accept(type, payload ?? throw new JsonException("The payload is missing."));
            return Task.FromResult<JsonElement?>(ProtocolJson.Element(accepted));
        }
        catch (JsonException e)
        {
            throw new LinkRequestException(WorkErrors.InvalidRequest, $"The request {type} is not understood: {e.Message}");
        }
    }
}
