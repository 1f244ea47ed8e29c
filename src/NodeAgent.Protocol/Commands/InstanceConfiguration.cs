namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>How an instance is set up, for reading.</summary>
/// <param name="Entries">Its settings, in their order.</param>
public sealed record InstanceConfiguration(IReadOnlyList<ConfigurationEntry> Entries);
