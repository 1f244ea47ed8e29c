using System.Text.Json;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Work on the files of an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Action">A name of <see cref="FileActions"/>.</param>
/// <param name="Arguments">The record that belongs to the action.</param>
public sealed record FileCall(string InstanceId, string Action, JsonElement Arguments);
