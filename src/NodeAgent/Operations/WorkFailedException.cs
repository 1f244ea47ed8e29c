namespace Anchorage.NodeAgent.Operations;

/// <summary>Work that ends with a stable code.</summary>
internal sealed class WorkFailedException(string code, string message, IReadOnlyDictionary<string, string>? details = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="WorkErrors"/>.</summary>
    public string Code { get; } = code;

    /// <summary>Plain values, for example <c>port</c>.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; } = details;
}
