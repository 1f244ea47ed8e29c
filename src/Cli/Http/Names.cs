using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Http;

/// <summary>Names and ids that the user types and that go into paths, host names and arguments of other programs.</summary>
internal static class Names
{
    /// <summary>Checks against the allow-list [A-Za-z0-9][A-Za-z0-9._@:-]{0,127}; a leading "-" is never taken.</summary>
    public static string Check(string what, string? text)
    {
        if (text is { Length: >= 1 and <= 128 } && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || "._@:-".Contains(c, StringComparison.Ordinal)))
        {
            return text;
        }

        throw CliException.Usage($"The {what} \"{text}\" is not a name or an id; allowed: letters, digits and . _ @ : - after a first letter or digit, at most 128.");
    }

    /// <summary>The one object that the text means: by id, else by a unique name.</summary>
    public static ApiAnswer<T> Pick<T>(string what, string text, IReadOnlyList<ApiAnswer<T>> items, Func<T, string> id, Func<T, string?> name, string notFoundCode)
    {
        var match = items.Where(i => id(i.Value) == text).ToArray();
        if (match.Length == 0)
        {
            match = [.. items.Where(i => name(i.Value) == text)];
        }

        return match.Length switch
        {
            1 => match[0],
            0 => throw new CliException(notFoundCode, $"There is no {what} \"{text}\".", null, ExitCodes.Config),
            _ => throw CliException.Usage($"{match.Length} objects are called \"{text}\".", $"Use an id: {string.Join(", ", match.Select(m => id(m.Value)))}"),
        };
    }
}
