using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Grains.Commands;

/// <summary>Payload of <c>cloud:command-progress</c> (inventory D5): the four fields of system D, then ours.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="CommandId">Id of the operation.</param>
/// <param name="Progress">0 to 100.</param>
/// <param name="Timestamp">Milliseconds since 1970.</param>
/// <param name="Operation">Its name on the node.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Message">What it said last.</param>
internal sealed record CommandProgress(string InstanceId, string CommandId, int Progress, long Timestamp, string Operation, OperationState State, string Message);
