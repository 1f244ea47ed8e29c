namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>A branch.</summary>
/// <param name="Name">Such as <c>main</c>, or <c>origin/main</c> for one of a remote.</param>
/// <param name="Remote">True for one of a remote.</param>
/// <param name="Current">True when it is checked out.</param>
/// <param name="Hash">Its commit.</param>
/// <param name="Tracking">The branch that it follows; null when none.</param>
/// <param name="Message">First line of its commit's message.</param>
/// <param name="Date">When its commit was made; null when that is not known.</param>
public sealed record GitBranch(string Name, bool Remote, bool Current, string Hash, string? Tracking, string Message, DateTimeOffset? Date);
