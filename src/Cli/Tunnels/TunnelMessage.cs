namespace Anchorage.Cli.Tunnels;

/// <summary>A text frame of /ws/tunnel: "eof" is a half-close, "error" the reason of the end.</summary>
internal sealed record TunnelMessage(string Type, string? Code, string? Message);
