using System.Globalization;

namespace Anchorage.Api;

/// <summary>Query parameters that lists share.</summary>
internal static class Paging
{
    /// <summary>The limit of a page.</summary>
    public static int Limit(HttpContext context, int fallback = 50) => Number(context, "limit", fallback, 1, 200);

    /// <summary>The cursor, or null.</summary>
    public static string? Cursor(HttpContext context) => Text(context, "cursor", 500);

    /// <summary>A text parameter, or null when it is absent or empty.</summary>
    public static string? Text(HttpContext context, string name, int maxLength = 200)
    {
        string? value = context.Request.Query[name];
        return string.IsNullOrEmpty(value) ? null : value.Length <= maxLength ? value : throw Invalid(name, $"must have at most {maxLength} characters");
    }

    /// <summary>A whole number within a range.</summary>
    public static int Number(HttpContext context, string name, int fallback, int from, int to)
    {
        if (Text(context, name) is not { } text)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= from && value <= to
            ? value
            : throw Invalid(name, $"must be a number from {from} to {to}");
    }

    /// <summary>A time in RFC 3339, or null.</summary>
    public static DateTimeOffset? Time(HttpContext context, string name) => Text(context, name) is not { } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset value)
            ? value
            : throw Invalid(name, "must be a time such as 2026-01-31T12:00:00Z");

    /// <summary>A word of a fixed set, or null.</summary>
    public static T? Word<T>(HttpContext context, string name)
        where T : struct, Enum => Text(context, name) is not { } text
        ? null
        : Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw Invalid(name, $"must be one of {string.Join(' ', Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}");

    /// <summary>A parameter that is not valid.</summary>
    public static AnchorageException Invalid(string name, string problem) =>
        new(ErrorCodes.InvalidRequest, ("problem", $"{name} {problem}"), ("field", name), ("reason", problem));
}
