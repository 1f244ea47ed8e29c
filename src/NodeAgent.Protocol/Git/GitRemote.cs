namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A remote.</summary>
/// <param name="Name">Such as <c>origin</c>.</param>
/// <param name="Url">Its address, secrets masked.</param>
public sealed record GitRemote(string Name, string Url);
