using Anchorage.NodeAgent.Protocol.Commands;

namespace Anchorage.NodeAgent.Commands;

/// <summary>One kind of instance, as commands need it. Registered in DI; asked in turn, the first that owns an id serves it.</summary>
internal interface ICommandTarget
{
    /// <summary>True when the id is one of this kind.</summary>
    bool Owns(string instanceId);

    /// <summary>Measures. Operations and logs are filled in by the caller.</summary>
    /// <exception cref="Nodes.LinkRequestException"><c>instance_not_found</c>, <c>docker_unavailable</c>.</exception>
    Task<InstanceVitals> MeasureAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Its settings, secrets masked.</summary>
    Task<IReadOnlyList<ConfigurationEntry>> DescribeAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>The last lines of what its first process, or its service, wrote.</summary>
    Task<IReadOnlyList<string>> ReadServiceLogAsync(string instanceId, int lines, CancellationToken cancellationToken);

    /// <summary>Runs a program in it, as its user and within its limits, without input.</summary>
    /// <param name="instanceId">The instance, which runs.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="directory">Where to begin, or null.</param>
    /// <param name="line">Told each line of output.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>Its exit code.</returns>
    Task<int> RunAsync(string instanceId, IReadOnlyList<string> command, string? directory, Action<string> line, CancellationToken cancellationToken);
}
