using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Anchorage.Grains.Abstractions.Errors;

namespace Anchorage.Silo.Storage;

/// <summary>Opaque cursors of lists, and the check of a page's size.</summary>
internal static class PageCursor
{
    private const int MaxLength = 4096;

    /// <summary>Checks the size of a page.</summary>
    public static int Limit(int limit, int max) =>
        limit >= 1 && limit <= max
            ? limit
            : throw Invalid(string.Create(CultureInfo.InvariantCulture, $"limit must lie between 1 and {max}"));

    /// <summary>Packs the position after which the next page starts.</summary>
    public static string Write(params string[] parts) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(parts));

    /// <summary>Unpacks a position.</summary>
    public static string[] Read(string cursor, int parts)
    {
        try
        {
            if (cursor.Length <= MaxLength
                && JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(cursor)) is { } read
                && read.Length == parts
                && !read.Contains(null))
            {
                return read;
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
        }

        throw Invalid("cursor is not one that this list gave");
    }

    /// <summary>A pattern that finds the text anywhere; the characters of LIKE lose their meaning.</summary>
    public static string Pattern(string text)
    {
        StringBuilder pattern = new("%", text.Length + 8);
        foreach (char c in text.ToLowerInvariant())
        {
            if (c is '%' or '_' or '\\')
            {
                pattern.Append('\\');
            }

            pattern.Append(c);
        }

        return pattern.Append('%').ToString();
    }

    private static AnchorageException Invalid(string problem) => new(ErrorCodes.InvalidRequest, ("problem", problem));
}
