using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Operations;

/// <summary>What the journal knows of one operation. Changed under the journal's lock only.</summary>
internal sealed class WorkEntry(string operationId, string type, JsonElement payload)
{
    public string OperationId { get; } = operationId;

    public string Type { get; } = type;

    /// <summary>The request; emptied once the outcome is acknowledged.</summary>
    public JsonElement Payload { get; set; } = payload;

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Highest progress reported.</summary>
    public int Percent { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>The outcome; null while the work is unfinished.</summary>
    public WorkCompleted? Result { get; set; }

    public bool Acknowledged { get; set; }
}
