using System.Text.Json;

namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>Work with git inside an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Action">A name of <see cref="GitActions"/>.</param>
/// <param name="Arguments">The record that belongs to the action.</param>
public sealed record GitCall(string InstanceId, string Action, JsonElement Arguments);
