namespace Anchorage.Api.Commands;

/// <summary>Where an instance is found (inventory D4). A container's fingerprint is its id, and its port the one of SSH.</summary>
internal sealed record CloudIdentity(string Fingerprint, string FriendlyName, string Hostname, int Port, bool Https);
