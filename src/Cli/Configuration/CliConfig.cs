using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Anchorage.Cli.Configuration;

/// <summary>The content of config.json.</summary>
/// <param name="Version">Shape of the file; 1.</param>
/// <param name="Current">The profile that is used without --profile.</param>
/// <param name="Profiles">The stored servers by profile name.</param>
/// <param name="KeepaliveSeconds">How often a long connection without traffic is asked whether it lives, 15 to 300; 15 if absent (inventory P27).</param>
internal sealed record CliConfig(int Version, string Current, ImmutableSortedDictionary<string, ServerProfile> Profiles, int? KeepaliveSeconds = null)
{
    /// <summary>The shortest pause, which is the usual one: more often drains batteries and looks like an attack.</summary>
    public const int LeastKeepalive = 15;

    /// <summary>The longest pause.</summary>
    public const int MostKeepalive = 300;

    public const string DefaultProfile = "default";

    public static CliConfig Empty { get; } =
        new(1, DefaultProfile, ImmutableSortedDictionary.Create<string, ServerProfile>(StringComparer.Ordinal));

    /// <summary>How often a long connection is asked whether it lives.</summary>
    [JsonIgnore]
    public TimeSpan Keepalive => TimeSpan.FromSeconds(KeepaliveSeconds ?? LeastKeepalive);
}
