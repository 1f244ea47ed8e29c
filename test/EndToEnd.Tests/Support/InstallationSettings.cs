namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>How an installation of a test differs from the usual one.</summary>
internal sealed record InstallationSettings
{
    public string Scheme { get; init; } = "http";

    /// <summary>Whether an agent is started too.</summary>
    public bool HasAgent { get; init; } = true;

    /// <summary>Whether the node has the image of the list.</summary>
    public bool HasImage { get; init; } = true;

    public IReadOnlyDictionary<string, string> Server { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Agent { get; init; } = new Dictionary<string, string>();
}
