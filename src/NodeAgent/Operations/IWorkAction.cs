using System.Text.Json;

namespace Anchorage.NodeAgent.Operations;

/// <summary>One kind of long work. It must be safe to run again after it was cut off anywhere.</summary>
internal interface IWorkAction
{
    /// <summary>The message that asks for it, a name from <see cref="Protocol.MessageTypes"/>.</summary>
    string Type { get; }

    /// <summary>Reads and checks a request.</summary>
    /// <exception cref="WorkFailedException">The request is refused.</exception>
    /// <exception cref="JsonException">The payload is not such a request.</exception>
    WorkRequest Read(JsonElement payload);

    /// <summary>Called once, when new work has been accepted and before it runs.</summary>
    void Accepted(JsonElement payload);

    /// <summary>Does the work. When it fails or is cancelled, it has removed what it made.</summary>
    /// <exception cref="WorkFailedException">It failed.</exception>
    Task RunAsync(JsonElement payload, WorkContext context);
}
