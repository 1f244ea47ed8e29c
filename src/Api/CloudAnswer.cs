namespace Anchorage.Api;

/// <summary>An answer of a route of system D that has nothing else to say (inventory D6).</summary>
internal sealed record CloudAnswer(bool Success);
