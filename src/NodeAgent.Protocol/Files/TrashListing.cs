namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>The trash, newest first.</summary>
/// <param name="Items">What is in it, at most 10,000.</param>
public sealed record TrashListing(IReadOnlyList<TrashEntry> Items);
