using System.Collections.Immutable;

namespace Anchorage.Cli.Configuration;

/// <summary>The content of config.json.</summary>
/// <param name="Version">Shape of the file; 1.</param>
/// <param name="Current">The profile that is used without --profile.</param>
/// <param name="Profiles">The stored servers by profile name.</param>
internal sealed record CliConfig(int Version, string Current, ImmutableSortedDictionary<string, ServerProfile> Profiles)
{
    public const string DefaultProfile = "default";

    public static CliConfig Empty { get; } =
        new(1, DefaultProfile, ImmutableSortedDictionary.Create<string, ServerProfile>(StringComparer.Ordinal));
}
