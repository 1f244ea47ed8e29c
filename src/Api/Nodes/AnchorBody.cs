using System.Text.Json.Serialization;

namespace Anchorage.Api.Nodes;

/// <summary>A request for an anchor token, in the shape of system D (inventory D2).</summary>
/// <param name="Username">User name or e-mail address.</param>
/// <param name="Password">The password; used once, kept nowhere.</param>
/// <param name="InstanceInfo">The machine.</param>
internal sealed record AnchorBody(string? Username, string? Password, [property: JsonPropertyName("instance_info")] AnchorMachine? InstanceInfo);
