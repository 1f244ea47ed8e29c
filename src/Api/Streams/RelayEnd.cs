namespace Anchorage.Api.Streams;

/// <summary>How a relay ended.</summary>
/// <param name="Cause"><c>client</c> or <c>node</c> closed, <c>client_broken</c>, <c>node_broken</c>, <c>no_longer_allowed</c>, or <c>stopping</c>.</param>
/// <param name="FromClient">Bytes that the client sent.</param>
/// <param name="FromNode">Bytes that the node sent.</param>
internal sealed record RelayEnd(string Cause, long FromClient, long FromNode);
