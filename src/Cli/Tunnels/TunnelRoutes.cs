using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Tunnels;

/// <summary>Which tunnel to open.</summary>
internal static class TunnelRoutes
{
    public static string Of(InstanceInfo instance, int port) => Query.Append(
        "/ws/tunnel",
        ("instance", instance.Id),
        ("port", port.ToString(CultureInfo.InvariantCulture)));

    public static int CheckPort(int port, string what) => port is >= 1 and <= 65535
        ? port
        : throw CliException.Usage($"{what} is {port}; allowed: 1..65535.");

    /// <summary>Says at once why there is nothing to connect to.</summary>
    public static InstanceInfo RequireRunning(InstanceInfo instance) => instance.Status switch
    {
        "running" or "unknown" => instance,
        "stopped" => throw new CliException("instance_stopped", $"The instance {instance.Name} is stopped.", $"Start it: anchorage instances start {instance.Name}", ExitCodes.Config),
        "offline" => throw new CliException("node_offline", $"The node of {instance.Name} is offline.", "Start the agent on that machine: anchorage node ls", ExitCodes.Network),
        var other => throw new CliException("instance_not_running", $"The instance {instance.Name} is {other}.", $"Look at it: anchorage instances show {instance.Name}", ExitCodes.Config),
    };
}
