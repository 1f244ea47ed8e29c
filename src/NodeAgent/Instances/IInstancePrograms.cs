namespace Anchorage.NodeAgent.Instances;

/// <summary>Runs programs inside instances, as their user, for features that read what a program prints. What an instance is made of is known here alone.</summary>
internal interface IInstancePrograms
{
    /// <summary>Runs a program to its end. Cancelling ends it: it is told first, then killed.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="start">What to run.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="Nodes.LinkRequestException"><c>instance_not_found</c>, <c>instance_stopped</c>, or the instance cannot start programs.</exception>
    Task<ProgramEnd> RunAsync(string instanceId, ProgramStart start, CancellationToken cancellationToken);
}
