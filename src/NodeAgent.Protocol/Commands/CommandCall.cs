using System.Text.Json;

namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>Ask something of an instance whose answer may be long.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Action">A name of <see cref="CommandActions"/>.</param>
/// <param name="Arguments">The record that belongs to the action.</param>
public sealed record CommandCall(string InstanceId, string Action, JsonElement Arguments);
