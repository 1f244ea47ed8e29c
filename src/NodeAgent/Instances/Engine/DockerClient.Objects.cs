namespace Anchorage.NodeAgent.Instances.Engine;

internal sealed partial class DockerClient
{
    /// <summary>Looks at an image.</summary>
    /// <exception cref="DockerException"><see cref="DockerFault.ImageMissing"/>.</exception>
    public Task<ImageInspect> InspectImageAsync(string reference, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"/images/{Uri.EscapeDataString(reference)}/json", null, EngineJson.Default.ImageInspect, Short, cancellationToken);

    /// <summary>Lists images.</summary>
    public Task<IReadOnlyList<ImageSummary>> ListImagesAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "/images/json", null, EngineJson.Default.IReadOnlyListImageSummary, Short, cancellationToken);

    /// <summary>Makes a volume, or finds the one of that name: the labels tell which.</summary>
    public Task<VolumeInfo> CreateVolumeAsync(VolumeCreate volume, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, "/volumes/create", Body(volume, EngineJson.Default.VolumeCreate), EngineJson.Default.VolumeInfo, Short, cancellationToken);

    /// <summary>Looks at a volume; null when there is none.</summary>
    public async Task<VolumeInfo?> InspectVolumeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(HttpMethod.Get, $"/volumes/{Uri.EscapeDataString(name)}", null, EngineJson.Default.VolumeInfo, Short, cancellationToken);
        }
        catch (DockerException e) when (e.Fault == DockerFault.NotFound)
        {
            return null;
        }
    }

    /// <summary>Lists volumes that bear a label.</summary>
    public Task<VolumeList> ListVolumesAsync(string label, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "/volumes?" + Filters(("label", [label])), null, EngineJson.Default.VolumeList, Short, cancellationToken);

    /// <summary>Removes a volume; one that is gone is success.</summary>
    public Task RemoveVolumeAsync(string name, CancellationToken cancellationToken) =>
        IgnoreMissingAsync(CallAsync(HttpMethod.Delete, $"/volumes/{Uri.EscapeDataString(name)}", null, Long, cancellationToken));

    /// <summary>Makes a network.</summary>
    /// <exception cref="DockerException"><see cref="DockerFault.SubnetInUse"/> or <see cref="DockerFault.Conflict"/> (the name is taken).</exception>
    public Task<EngineId> CreateNetworkAsync(NetworkCreate network, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, "/networks/create", Body(network, EngineJson.Default.NetworkCreate), EngineJson.Default.EngineId, Short, cancellationToken);

    /// <summary>Looks at a network; null when there is none.</summary>
    public async Task<NetworkInfo?> InspectNetworkAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(HttpMethod.Get, $"/networks/{Uri.EscapeDataString(name)}", null, EngineJson.Default.NetworkInfo, Short, cancellationToken);
        }
        catch (DockerException e) when (e.Fault == DockerFault.NotFound)
        {
            return null;
        }
    }

    /// <summary>Lists all networks.</summary>
    public Task<IReadOnlyList<NetworkInfo>> ListNetworksAsync(CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "/networks", null, EngineJson.Default.IReadOnlyListNetworkInfo, Short, cancellationToken);

    /// <summary>Removes a network; one that is gone is success.</summary>
    public Task RemoveNetworkAsync(string name, CancellationToken cancellationToken) =>
        IgnoreMissingAsync(CallAsync(HttpMethod.Delete, $"/networks/{Uri.EscapeDataString(name)}", null, Short, cancellationToken));

    private static async Task IgnoreMissingAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (DockerException e) when (e.Fault == DockerFault.NotFound)
        {
            // The wanted state is reached.
        }
    }
}
