namespace Anchorage.NodeAgent.Nodes;

/// <summary>A request that is refused with a stable code.</summary>
/// <param name="code">Code of the error registry.</param>
/// <param name="message">A sentence for people, without secrets.</param>
public sealed class LinkRequestException(string code, string message) : Exception(message)
{
    /// <summary>Code of the error registry.</summary>
    public string Code { get; } = code;
}
