using System.Text.Json;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.FakeAgent;

/// <summary>A handler made of a function.</summary>
internal sealed class FakeHandler(string type, Func<JsonElement?, CancellationToken, Task<JsonElement?>> handle) : IMessageHandler
{
    public string Type => type;

    public Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken) => handle(payload, cancellationToken);
}
