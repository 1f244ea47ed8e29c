using System.Text.Json.Serialization;

namespace Anchorage.Api.Nodes;

/// <summary>A request for an anchor token for another account, in the shape of system D (inventory D2).</summary>
/// <param name="RequestingUsername">Who asks.</param>
/// <param name="RequestingPassword">Their password; used once, kept nowhere.</param>
/// <param name="TargetUserEmail">E-mail address or user name of the account that shall own the machine.</param>
/// <param name="InstanceInfo">The machine.</param>
internal sealed record AnchorAsBody(
    string? RequestingUsername, string? RequestingPassword, string? TargetUserEmail, [property: JsonPropertyName("instance_info")] AnchorMachine? InstanceInfo);
