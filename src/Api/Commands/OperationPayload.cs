namespace Anchorage.Api.Commands;

internal sealed record OperationPayload(string Operation);
