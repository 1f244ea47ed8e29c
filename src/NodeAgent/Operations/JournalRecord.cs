using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Operations;

/// <summary>One line of the journal.</summary>
/// <param name="Kind"><c>accepted</c>, <c>begun</c>, <c>progress</c>, <c>cancelled</c>, <c>completed</c>, <c>acknowledged</c> or <c>reopened</c> (the outcome was asked for again).</param>
/// <param name="OperationId">The operation.</param>
/// <param name="Type">With accepted: the message type.</param>
/// <param name="Payload">With accepted: the request.</param>
/// <param name="Percent">With progress.</param>
/// <param name="Result">With completed.</param>
internal sealed record JournalRecord(
    string Kind,
    string OperationId,
    string? Type = null,
    JsonElement? Payload = null,
    int? Percent = null,
    WorkCompleted? Result = null);
