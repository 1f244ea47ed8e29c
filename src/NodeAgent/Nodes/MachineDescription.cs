using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Instances.Machine;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>What the agent says about itself and its machine.</summary>
/// <param name="instances">Knows the Docker Engine; absent when the feature is not composed in.</param>
/// <param name="machine">Whether the machine itself is offered; absent when the feature is not composed in.</param>
internal sealed class MachineDescription(IInstanceReporter? instances = null, ThisMachine? machine = null)
{
    /// <summary>Version of the agent program.</summary>
    public static string Version { get; } =
        typeof(MachineDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>State of the engine, as far as it is known.</summary>
    public DockerState Docker => instances?.Docker ?? DockerState.Unknown;

    /// <summary>Describes the machine as it is now.</summary>
    public AgentDescription Describe() => new(
        Version,
        Environment.MachineName,
        ReadOsName() ?? RuntimeInformation.OSDescription,
        RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
        [.. (ReadOnlySpan<string>)(machine is { IsOffered: true } ? ["machine"] : []), .. (ReadOnlySpan<string>)(Docker.Available ? ["docker"] : [])],
        Addresses(),
        Environment.ProcessorCount,
        HealthSampler.ReadMemory().Total,
        Docker);

    private static string? ReadOsName()
    {
        const string File = "/etc/os-release";
        const string Field = "PRETTY_NAME=";
        return System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal))?[Field.Length..].Trim('"')
            : null;
    }

    /// <summary>Addresses of the interfaces that are up, those with a gateway first; no loopback, no link-local, no container bridges.</summary>
    private static IReadOnlyList<string> Addresses()
    {
        try
        {
            return NetworkCards.Read(cards => cards
                .Where(n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback && !IsContainerLink(n.Name))
                .Select(n => n.GetIPProperties())
                .OrderByDescending(p => p.GatewayAddresses.Count > 0)
                .SelectMany(p => p.UnicastAddresses.Select(a => a.Address))
                .Where(a => !a.IsIPv6LinkLocal && !IPAddress.IsLoopback(a) && a.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                .OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
                .Select(a => a.ToString())
                .Distinct()
                .Take(16)
                .ToList());
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static bool IsContainerLink(string name) =>
        name.StartsWith("docker", StringComparison.Ordinal) || name.StartsWith("br-", StringComparison.Ordinal) || name.StartsWith("veth", StringComparison.Ordinal);
}
