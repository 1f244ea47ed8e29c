namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A commit.</summary>
/// <param name="Hash">Its full name.</param>
/// <param name="Message">First line of its message.</param>
/// <param name="Author">Name of its author.</param>
/// <param name="Email">Address of its author.</param>
/// <param name="Date">When it was written.</param>
public sealed record GitCommit(string Hash, string Message, string Author, string Email, DateTimeOffset Date);
