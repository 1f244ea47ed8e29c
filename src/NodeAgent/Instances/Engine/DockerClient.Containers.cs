using System.Net.Http.Headers;

namespace Anchorage.NodeAgent.Instances.Engine;

internal sealed partial class DockerClient
{
    /// <summary>Makes a container. Warnings are the engine's remarks about limits that its kernel lacks; they are no failure.</summary>
    public Task<ContainerCreated> CreateContainerAsync(string name, ContainerCreate spec, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, "/containers/create?name=" + Uri.EscapeDataString(name), Body(spec, EngineJson.Default.ContainerCreate), EngineJson.Default.ContainerCreated, Long, cancellationToken);

    /// <summary>Starts a container; one that runs stays as it is.</summary>
    public Task StartContainerAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"/containers/{Uri.EscapeDataString(id)}/start", null, Long, cancellationToken);

    /// <summary>Stops a container; one that does not run stays as it is.</summary>
    public Task StopContainerAsync(string id, int patienceSeconds, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"/containers/{Uri.EscapeDataString(id)}/stop?t={patienceSeconds}", null, Long + TimeSpan.FromSeconds(patienceSeconds), cancellationToken);

    /// <summary>Lets a paused container go on.</summary>
    public Task UnpauseContainerAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"/containers/{Uri.EscapeDataString(id)}/unpause", null, Short, cancellationToken);

    /// <summary>Gives a container another name.</summary>
    public Task RenameContainerAsync(string id, string name, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"/containers/{Uri.EscapeDataString(id)}/rename?name={Uri.EscapeDataString(name)}", null, Short, cancellationToken);

    /// <summary>Kills and removes a container. One that is gone, or is being removed, is success.</summary>
    public async Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(HttpMethod.Delete, $"/containers/{Uri.EscapeDataString(id)}?force=1", null, Long, cancellationToken);
        }
        catch (DockerException e) when (e.Fault == DockerFault.NotFound || (e.Fault == DockerFault.Conflict && e.Message.Contains("already in progress", StringComparison.Ordinal)))
        {
            // The wanted state is reached.
        }
    }

    /// <summary>Looks at a container, by id or name; null when there is none.</summary>
    public async Task<ContainerInspect?> InspectContainerAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await CallAsync(HttpMethod.Get, $"/containers/{Uri.EscapeDataString(id)}/json", null, EngineJson.Default.ContainerInspect, Short, cancellationToken);
        }
        catch (DockerException e) when (e.Fault == DockerFault.NotFound)
        {
            return null;
        }
    }

    /// <summary>Lists containers, running or not, that bear a label.</summary>
    public Task<IReadOnlyList<ContainerSummary>> ListContainersAsync(string label, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, "/containers/json?all=1&" + Filters(("label", [label])), null, EngineJson.Default.IReadOnlyListContainerSummary, Short, cancellationToken);

    /// <summary>Changes limits of a container.</summary>
    public Task<ContainerUpdated> UpdateContainerAsync(string id, ContainerUpdate update, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, $"/containers/{Uri.EscapeDataString(id)}/update", Body(update, EngineJson.Default.ContainerUpdate), EngineJson.Default.ContainerUpdated, Short, cancellationToken);

    /// <summary>Unpacks a tar archive below the root of a container, running or not. The engine confines it to the container's file system.</summary>
    public Task UploadAsync(string id, byte[] tar, CancellationToken cancellationToken)
    {
        var body = new ByteArrayContent(tar) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        return CallAsync(HttpMethod.Put, $"/containers/{Uri.EscapeDataString(id)}/archive?path=%2F", body, Short, cancellationToken);
    }
}
