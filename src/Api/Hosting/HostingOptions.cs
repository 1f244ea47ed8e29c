namespace Anchorage.Api.Hosting;

/// <summary>How the program was started.</summary>
/// <param name="DataPath">The data folder.</param>
/// <param name="PublicUrl">The first address, for links that are printed.</param>
internal sealed record HostingOptions(string DataPath, string PublicUrl);
