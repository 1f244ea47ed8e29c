using Anchorage.Architecture.Tests.Repository;

namespace Anchorage.Architecture.Tests.References;

/// <summary>The same feature folders stand in every project, so whoever knows one project finds the way in all.</summary>
public sealed class FeatureFolderTests
{
    private static readonly string[] Features =
    [
        "Identity", "Nodes", "Instances", "Terminals", "Recordings", "Commands", "Files", "Sync", "Git", "Shares", "Workspaces", "DockerHosts", "Egress", "Operations", "Audit", "Mcp", "Events",
    ];

    // What serves all features has folders of its own.
    private static readonly Dictionary<string, string[]> Foundations = new(StringComparer.Ordinal)
    {
        ["Grains.Abstractions"] = ["Authorisation", "Errors", "Storage"],
        ["Grains"] = ["Authorisation", "Errors", "Storage", "Scheduling"],
        ["Silo"] = ["Backup", "Data", "Engines", "Hosting", "Secrets", "Storage", "Authorisation"],
        ["Api"] = ["Authentication", "Authorisation", "Errors", "Hosting", "Health", "Http", "Downloads", "Metrics", "Administration", "Certificates", "Streams", "Security", "Logging", "Properties"],
        ["NodeAgent"] = ["Docker", "Hosting", "Link", "Native", "Metrics", "Logging", "Streams"],
        ["NodeAgent.Protocol"] = ["Streams", "Wire"],
        ["Cli"] = ["Backups", "CommandLine", "Completion", "Configuration", "Diagnosis", "Errors", "Http", "Output", "Processes", "Ssh", "Tunnels"],
    };

    [Fact]
    public void Folders_are_features_or_named_foundations()
    {
        SourceTree.CSharp("src").Select(file => file.Split('/')).Where(parts => parts.Length > 3 && parts[1] != "Dashboard")
            .Select(parts => (Project: parts[1], Folder: parts[2])).Distinct()
            .Where(place => !Features.Contains(place.Folder) && !Foundations.GetValueOrDefault(place.Project, []).Contains(place.Folder))
            .Select(place => $"src/{place.Project}/{place.Folder}")
            .ShouldBeEmpty();
    }
}
