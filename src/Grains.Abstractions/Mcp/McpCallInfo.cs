namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>A call of a program that takes a yes of the instance's owner.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Destructive">Whether it may destroy something.</param>
/// <param name="User">Whose token the program shows.</param>
/// <param name="CredentialId">The token.</param>
/// <param name="Client">What the program calls itself.</param>
/// <param name="State">What became of it.</param>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="ExpiresAt">When the answer comes too late.</param>
/// <param name="DecidedBy">Who answered; null as long as nobody did.</param>
/// <param name="EndedAt">When it was over; null before.</param>
/// <param name="ErrorCode">Why it failed.</param>
/// <param name="ArgumentsJson">All arguments while it waits, for whoever may answer; null afterwards and in events: they are stored nowhere.</param>
[GenerateSerializer, Immutable, Alias("anchorage.McpCallInfo")]
public sealed record McpCallInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] ObjectName Instance,
    [property: Id(2)] string Tool,
    [property: Id(3)] bool Destructive,
    [property: Id(4)] ObjectName User,
    [property: Id(5)] string CredentialId,
    [property: Id(6)] string Client,
    [property: Id(7)] McpCallState State,
    [property: Id(8)] DateTimeOffset AskedAt,
    [property: Id(9)] DateTimeOffset ExpiresAt,
    [property: Id(10)] ObjectName? DecidedBy,
    [property: Id(11)] DateTimeOffset? EndedAt,
    [property: Id(12)] string? ErrorCode,
    [property: Id(13)] string? ArgumentsJson);
