using System.Globalization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>Chooses the version of the Engine API: the newest that both sides know. Engines refuse versions older than their minimum.</summary>
internal static class ApiVersion
{
    /// <summary>The newest version whose fields we know.</summary>
    public const string Newest = "1.47";

    /// <summary>The oldest version that we speak (engine 20.10).</summary>
    public const string Oldest = "1.41";

    /// <summary>The version to speak, or null when there is none in common.</summary>
    public static string? Choose(string? theirNewest, string? theirOldest)
    {
        if (Number(theirNewest) is not { } newest || newest < Number(Oldest))
        {
            return null;
        }

        var chosen = Math.Min(newest, Number(Newest)!.Value);
        if (Number(theirOldest) is { } oldest && oldest > chosen)
        {
            chosen = oldest;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{chosen / 1000}.{chosen % 1000}");
    }

    private static int? Number(string? version)
    {
        var parts = version?.Split('.');
        return parts is { Length: 2 }
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && major < 1000 && minor < 1000
            ? (major * 1000) + minor
            : null;
    }
}
