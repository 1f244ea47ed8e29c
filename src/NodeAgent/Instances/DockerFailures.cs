using System.Globalization;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Operations;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Gives the engine's failures the codes of the error registry.</summary>
internal static class DockerFailures
{
    /// <summary>The code for a failure.</summary>
    public static string Code(DockerException failure) => failure.Fault switch
    {
        DockerFault.PortInUse => WorkErrors.PortInUse,
        DockerFault.ImageMissing => WorkErrors.ImageMissing,
        DockerFault.NoSpace => WorkErrors.NoSpace,
        _ when failure.IsUnavailable => WorkErrors.DockerUnavailable,
        _ => WorkErrors.ContainerFailed,
    };

    /// <summary>The failure as the end of work.</summary>
    public static WorkFailedException ToWork(DockerException failure, string? image = null)
    {
        var code = Code(failure);
        return code switch
        {
            WorkErrors.PortInUse => PortInUse(failure.Port, failure),
            WorkErrors.ImageMissing => new WorkFailedException(code, $"The image '{image}' is not on this node. Load it there: docker pull {image}", Detail("image", image ?? string.Empty), failure),
            WorkErrors.NoSpace => new WorkFailedException(code, "The node's disk is full: " + failure.Message, inner: failure),
            WorkErrors.DockerUnavailable => new WorkFailedException(code, failure.Message, inner: failure),
            _ => new WorkFailedException(code, "The Docker Engine refused: " + failure.Message, inner: failure),
        };
    }

    /// <summary>A host port is taken by another program.</summary>
    public static WorkFailedException PortInUse(int? port, Exception? inner = null) => new(
        WorkErrors.PortInUse,
        port is null ? "A port of the instance is in use on the node." : $"Port {port} is in use on the node by another program.",
        port is null ? null : Detail("port", port.Value.ToString(CultureInfo.InvariantCulture)),
        inner);

    private static Dictionary<string, string> Detail(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
