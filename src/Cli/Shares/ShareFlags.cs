using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Identity;

namespace Anchorage.Cli.Shares;

/// <summary>What may be said of a share.</summary>
internal static class ShareFlags
{
    public static Flag<string[]> Permissions() =>
        new("--permission", "PERMISSION", "A permission such as read:cloud_instance; may be repeated; all that you have if absent") { AllowMultipleArgumentsPerToken = false };

    public static Flag<string> Expires() => new("--expires", "TIME", "When it ends, such as 2027-01-31; never if absent");

    public static Flag<string> Note() => new("--note", "TEXT", "What it is for");

    public static long? Timestamp(string? text) =>
        Times.Check("--expires", text) is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds() : null;
}
