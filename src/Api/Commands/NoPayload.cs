namespace Anchorage.Api.Commands;

internal sealed record NoPayload;
