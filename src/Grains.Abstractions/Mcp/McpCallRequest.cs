using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>A call of a program on an instance.</summary>
/// <param name="CallId">Its id.</param>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Permissions">What it takes.</param>
/// <param name="ArgumentsJson">All arguments, for the person who decides.</param>
/// <param name="Client">What the program calls itself.</param>
/// <param name="Destructive">Whether it may destroy something.</param>
[GenerateSerializer, Immutable, Alias("anchorage.McpCallRequest")]
public sealed record McpCallRequest(
    [property: Id(0)] string CallId,
    [property: Id(1)] string Tool,
    [property: Id(2)] ImmutableArray<string> Permissions,
    [property: Id(3)] string ArgumentsJson,
    [property: Id(4)] string Client,
    [property: Id(5)] bool Destructive);
