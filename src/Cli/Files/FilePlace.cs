using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Files;

/// <summary>A file or folder of an instance: <c>NAME:/path</c>.</summary>
/// <param name="Instance">Name or id.</param>
/// <param name="Path">Absolute path, as the server writes names; null for the home folder.</param>
internal sealed record FilePlace(string Instance, string? Path)
{
    /// <summary>The path of the API, with further parameters.</summary>
    public string Route(string rest = "", params (string Name, string? Value)[] more) =>
        Query.Append($"{InstanceRoutes.Of(Instance)}/files{rest}", [("path", Path), .. more]);

    /// <summary>The last part of the path.</summary>
    public string Name => Path is null ? "" : Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Reads a place that must be one.</summary>
    public static FilePlace Parse(string? text) =>
        TryParse(text) ?? throw CliException.Config($"\"{text}\" names no file of an instance; allowed: NAME:/PATH, or NAME: for the home folder.");

    /// <summary>Reads a place; null for a file of this machine. As with scp, a colon counts only before the first slash.</summary>
    public static FilePlace? TryParse(string? text)
    {
        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (text is null || colon <= 0 || text.AsSpan(0, colon).Contains('/'))
        {
            return null;
        }

        string path = text[(colon + 1)..];
        return path is "" || path[0] == '/'
            ? new FilePlace(Names.Check("instance", text[..colon]), path.Length == 0 ? null : path)
            : throw CliException.Config($"\"{text}\": the path begins with a slash, as in NAME:/root/file.");
    }
}
