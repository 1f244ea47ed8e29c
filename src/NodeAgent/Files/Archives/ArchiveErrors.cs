using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>What is wrong with archives.</summary>
internal static class ArchiveErrors
{
    internal static LinkRequestException Invalid(string problem) => new(FileErrors.InvalidRequest, $"The archive cannot be unpacked: {problem}. Nothing of it was kept.");

    internal static LinkRequestException Ended() => Invalid("it ends too early");
}
