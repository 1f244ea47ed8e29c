namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>What a permission is asked about.</summary>
/// <param name="Kind"><c>instance</c>, <c>node</c>, <c>user</c>, <c>operation</c>, <c>terminal</c>, <c>image</c>, <c>audit</c> or <c>installation</c>.</param>
/// <param name="Id">Its id; null for the whole kind.</param>
/// <param name="OwnerId">The user that owns it; null when nobody does.</param>
/// <param name="Name">Its name, for messages and the audit.</param>
/// <param name="Shared">For nodes: everybody may see that it exists and place containers on it.</param>
/// <param name="Mcp">For instances: what programs may do with it. Whoever does not know leaves it refused.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ResourceRef")]
public sealed record ResourceRef(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Id = null,
    [property: Id(2)] string? OwnerId = null,
    [property: Id(3)] string? Name = null,
    [property: Id(4)] bool Shared = false,
    [property: Id(5)] McpPolicy Mcp = McpPolicy.Refused)
{
    /// <summary>The installation as a whole.</summary>
    public static readonly ResourceRef Installation = new("installation");
}
