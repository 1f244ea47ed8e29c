namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>Roots of one kind of instance. Registered in DI; asked in turn.</summary>
internal interface IFileRootSource
{
    /// <summary>Opens the root of an instance; the caller disposes it.</summary>
    /// <returns>Null when the instance is of another kind.</returns>
    /// <exception cref="Nodes.LinkRequestException"><c>instance_not_found</c>, <c>instance_stopped</c>, <c>docker_unavailable</c>, <c>files_unavailable</c>.</exception>
    Task<FileRoot?> TryOpenAsync(string instanceId, CancellationToken cancellationToken);
}
