using System.Globalization;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Identity;

/// <summary>Times that the user types.</summary>
internal static class Times
{
    /// <summary>RFC 3339 in UTC, or null.</summary>
    public static string? Check(string flag, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : throw CliException.Usage($"{flag} is \"{text}\"; allowed: a time such as 2027-01-31 or 2027-01-31T18:00:00Z.");
    }
}
