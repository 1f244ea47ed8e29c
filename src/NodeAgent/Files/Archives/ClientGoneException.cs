namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Nobody waits for the answer any more.</summary>
internal sealed class ClientGoneException() : Exception("The client went away.");
