namespace Anchorage.Cli.Tunnels;

/// <summary>A port that "forward" listens on.</summary>
internal sealed record ForwardListening(string Listen, string Instance, int RemotePort);
