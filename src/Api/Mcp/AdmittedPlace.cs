using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Mcp;

namespace Anchorage.Api.Mcp;

/// <summary>An instance that a call may work on, at once or after a yes.</summary>
/// <param name="Resource">The instance.</param>
/// <param name="Permissions">What the call takes there.</param>
/// <param name="Waiting">What the owner was asked; null when nobody need be.</param>
internal sealed record AdmittedPlace(ResourceRef Resource, ImmutableArray<string> Permissions, McpCallInfo? Waiting);
