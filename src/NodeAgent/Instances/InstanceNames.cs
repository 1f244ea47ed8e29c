using System.Security.Cryptography;
using System.Text;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Names and labels of what the agent makes on an engine, all derived from ids.</summary>
internal static class InstanceNames
{
    public const string ManagedLabel = "anchorage.managed";
    public const string InstallationLabel = "anchorage.installation";
    public const string InstanceLabel = "anchorage.instance";
    public const string OwnerLabel = "anchorage.owner";
    public const string OwnerNameLabel = "anchorage.ownerName";
    public const string OperationLabel = "anchorage.operation";
    public const string NameLabel = "anchorage.name";

    /// <summary>Prefix of every bridge: the firewall rules hold for these interfaces only.</summary>
    public const string BridgePrefix = "anch";

    private const string VolumePrefix = "anchorage-home-";

    /// <summary>Name of the container.</summary>
    public static string Container(string instanceId) => "anchorage-" + instanceId;

    /// <summary>Name of the former container while a rebuild is under way.</summary>
    public static string FormerContainer(string instanceId) => Container(instanceId) + "-former";

    /// <summary>Name of the home volume.</summary>
    public static string Volume(string instanceId) => VolumePrefix + instanceId;

    /// <summary>The instance to which a volume belongs, or null.</summary>
    public static string? InstanceOfVolume(string volume) => volume.StartsWith(VolumePrefix, StringComparison.Ordinal) && IsId(volume[VolumePrefix.Length..]) ? volume[VolumePrefix.Length..] : null;

    /// <summary>Name of an owner's network.</summary>
    public static string Network(string ownerId) => "anchorage-net-" + ownerId;

    /// <summary>Name of the network's bridge: 14 characters, of the 15 that Linux allows.</summary>
    public static string Bridge(string ownerId) => BridgePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ownerId)).AsSpan(0, 5));

    /// <summary>True for ids as the server makes them: they become part of names.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 40 && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9'));

    /// <summary>The user's name for an instance as a host name: letters, digits and inner hyphens, at most 63.</summary>
    public static string Hostname(string name)
    {
        var text = new string([.. name.ToLowerInvariant().Select(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? c : '-')]).Trim('-');
        return text.Length == 0 ? "instance" : text[..Math.Min(text.Length, 63)].TrimEnd('-');
    }
}
