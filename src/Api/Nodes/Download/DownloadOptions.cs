namespace Anchorage.Api.Nodes.Download;

/// <summary>Section <c>Anchorage:Download</c>.</summary>
public sealed class DownloadOptions
{
    /// <summary>Folder with the packages that the server hands out; by default <c>packages</c> beside the program.</summary>
    public string Folder { get; init; } = Path.Combine(AppContext.BaseDirectory, "packages");
}
