using System.ComponentModel.DataAnnotations;

namespace Anchorage.Grains.Nodes;

/// <summary>Settings <c>Anchorage:Nodes</c>: what a new node starts with.</summary>
public sealed class NodesOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Nodes";

    /// <summary>Most instances of a new node (inventory K3). Default: 10.</summary>
    [Range(1, 1000)]
    public int MaxContainers { get; set; } = 10;

    /// <summary>First leased port (inventory K6). Default: 20000.</summary>
    [Range(1024, 65535)]
    public int PortFrom { get; set; } = 20_000;

    /// <summary>Last leased port (inventory K6). Default: 29999.</summary>
    [Range(1024, 65535)]
    public int PortTo { get; set; } = 29_999;

    /// <summary>Most instances of one owner on one node; 0 is no limit (inventory U2; system K has 1). Default: 0.</summary>
    [Range(0, 1000)]
    public int InstancesPerOwner { get; set; }

    /// <summary>How long a lease of a link holds without being renewed. Default: 12 s, a little over two renewals.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan LeaseLife { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Most onboarding keys per owner. Default: 100.</summary>
    [Range(1, 10_000)]
    public int OnboardingKeys { get; set; } = 100;

    /// <summary>Most anchor tokens per owner that nobody has used yet. Default: 50.</summary>
    [Range(1, 10_000)]
    public int AnchorTokens { get; set; } = 50;
}
