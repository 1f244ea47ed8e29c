namespace Anchorage.Silo;

/// <summary>Settings of a cluster, section <c>Anchorage:Cluster</c>. Without a connection string the installation is one process.</summary>
public sealed class AnchorageClusterOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Anchorage:Cluster";

    /// <summary>Connection string of the cluster's PostgreSQL.</summary>
    public string? ConnectionString { get; set; }
}
