using System.Globalization;
using System.Net;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Settings of the part of the agent that runs containers.</summary>
public sealed class InstancesOptions
{
    /// <summary>The agent's data folder; keys that wait for a start lie in <c>instances/</c> below it.</summary>
    public string DataDirectory { get; set; } = string.Empty;

    /// <summary>Where the Docker Engine listens: <c>unix:///path</c>, <c>tcp://host:port</c>. Default: DOCKER_HOST, else <c>unix:///var/run/docker.sock</c>.</summary>
    public string DockerEndpoint { get; set; } = Engine.DockerEndpoint.Default;

    /// <summary>Marks what belongs to this installation, so that two on one engine do not touch each other. Default: a random name kept in the data folder.</summary>
    public string InstallationId { get; set; } = string.Empty;

    /// <summary>
    /// Whether containers are kept from the node's own ports by firewall rules: <c>auto</c> (when the agent is root, else a warning), <c>required</c> (no instance is made without)
    /// or <c>off</c>. Default <c>auto</c>.
    /// </summary>
    public string HostProtection { get; set; } = "auto";

    /// <summary>Networks, as CIDR, that containers must not reach. Default: link-local, where clouds keep their metadata.</summary>
    public IList<string> BlockedNetworks { get; set; } = ["169.254.0.0/16"];

    /// <summary>IPv4 network from which every owner gets a part. Default <c>10.213.0.0/16</c>.</summary>
    public string NetworkPool { get; set; } = "10.213.0.0/16";

    /// <summary>Prefix length of an owner's part, up to 29. Default 26: 61 containers per owner.</summary>
    public int NetworkPrefix { get; set; } = 26;

    /// <summary>OCI runtime of the engine, for example <c>runsc</c>; empty for the engine's default.</summary>
    public string Runtime { get; set; } = string.Empty;

    /// <summary>Root folder of the engine's runc state.</summary>
    public string RuncRoot { get; set; } = "/run/docker/runtime-runc/moby";

    /// <summary>
    /// Takes what the environment sets: <c>DOCKER_HOST</c>, <c>ANCHORAGE_AGENT_HOST_PROTECTION</c>, <c>ANCHORAGE_AGENT_BLOCKED_NETWORKS</c> (with commas),
    /// <c>ANCHORAGE_AGENT_NETWORK_POOL</c>, <c>ANCHORAGE_AGENT_NETWORK_PREFIX</c>, <c>ANCHORAGE_AGENT_RUNTIME</c>, <c>ANCHORAGE_AGENT_RUNC_ROOT</c>.
    /// </summary>
    /// <exception cref="AgentOptionsException">A value is not allowed.</exception>
    public void Read(Func<string, string?> environment)
    {
        DockerEndpoint = environment("DOCKER_HOST") is { Length: > 0 } host ? host : DockerEndpoint;
        HostProtection = environment(Variable(nameof(HostProtection))) ?? HostProtection;
        NetworkPool = environment(Variable(nameof(NetworkPool))) ?? NetworkPool;
        Runtime = environment(Variable(nameof(Runtime))) ?? Runtime;
        RuncRoot = environment(Variable(nameof(RuncRoot))) ?? RuncRoot;
        BlockedNetworks = environment(Variable(nameof(BlockedNetworks)))?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? BlockedNetworks;
        if (environment(Variable(nameof(NetworkPrefix))) is { } text)
        {
            Demand(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix), nameof(NetworkPrefix), text, "a number up to 29");
            NetworkPrefix = prefix;
        }
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="AgentOptionsException">A value is not allowed; the message names the setting and the allowed values.</exception>
    public void Validate()
    {
        Demand(Path.IsPathFullyQualified(DataDirectory), nameof(DataDirectory), DataDirectory, "an absolute path");
        Demand(Parses(DockerEndpoint), nameof(DockerEndpoint), DockerEndpoint, "unix:///path, tcp://host:port or http://host:port");
        Demand(HostProtection is "auto" or "required" or "off", nameof(HostProtection), HostProtection, "auto, required or off");
        Demand(InstallationId.Length == 0 || InstanceNames.IsId(InstallationId), nameof(InstallationId), InstallationId, "up to 40 lower case letters and digits");
        Demand(IPNetwork.TryParse(NetworkPool, out var pool) && pool.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork, nameof(NetworkPool), NetworkPool, "an IPv4 network such as 10.213.0.0/16");
        Demand(NetworkPrefix <= 29 && NetworkPrefix > pool.PrefixLength, nameof(NetworkPrefix), $"{NetworkPrefix}", $"{pool.PrefixLength + 1} to 29");
        foreach (var network in BlockedNetworks)
        {
            Demand(IPNetwork.TryParse(network, out _), nameof(BlockedNetworks), network, "networks such as 169.254.0.0/16");
        }
    }

    private static bool Parses(string endpoint)
    {
        try
        {
            return Engine.DockerEndpoint.Parse(endpoint) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>HostProtection is ANCHORAGE_AGENT_HOST_PROTECTION in the environment.</summary>
    private static string Variable(string setting) => setting == nameof(DockerEndpoint)
        ? "DOCKER_HOST"
        : "ANCHORAGE_AGENT" + string.Concat(setting.Select(c => char.IsAsciiLetterUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));

    private static void Demand(bool holds, string setting, string value, string allowed)
    {
        if (!holds)
        {
            throw new AgentOptionsException($"{Variable(setting)} is '{value}'; allowed: {allowed}.");
        }
    }
}
