using Anchorage.Cli.Http;

namespace Anchorage.Cli.Mcp;

/// <summary>A call of a program that takes a yes.</summary>
internal sealed record McpCall(
    string Id,
    ObjectRef Instance,
    string Tool,
    bool Destructive,
    ObjectRef User,
    string Client,
    string State,
    DateTimeOffset AskedAt,
    DateTimeOffset ExpiresAt,
    ObjectRef? DecidedBy,
    string? ErrorCode,
    string? ArgumentsJson);
