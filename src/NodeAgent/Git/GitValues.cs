using System.Text;
using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Git;

/// <summary>What somebody sent, checked before git sees it. Nothing that begins with a dash comes through.</summary>
internal static partial class GitValues
{
    private const int MaxFiles = 1000;
    private const int MaxName = 250;
    private const int MaxUrl = 2000;
    private const int MaxMessage = 32 * 1024;

    /// <summary>Name of a branch.</summary>
    internal static string Branch(string? value, string field = "branch") => RefName(value) is { } name ? name : throw Invalid(field, "is no name of a branch");

    /// <summary>Name of a remote.</summary>
    internal static string Remote(string? value) => RefName(value) is { } name ? name : throw Invalid("remote", "is no name of a remote");

    /// <summary>A branch, tag or commit.</summary>
    internal static string Revision(string? value, string field) => RefName(value) is { } name ? name : throw Invalid(field, "is no name of a branch, a tag or a commit");

    /// <summary>Paths in a repository, for standard input, each ended by a NUL.</summary>
    internal static IReadOnlyList<(string Text, byte[] Bytes)> Files(IReadOnlyList<string>? values) => values switch
    {
        null or { Count: 0 } => throw Invalid("files", "is empty: name at least one file"),
        { Count: > MaxFiles } => throw Invalid("files", $"has more than {MaxFiles} entries"),
        _ => [.. values.Select(v => (v, File(v)))],
    };

    /// <summary>A path in a repository.</summary>
    internal static byte[] File(string? value)
    {
        if (string.IsNullOrEmpty(value) || value[0] == '/')
        {
            throw new LinkRequestException(FileErrors.OutsideRoot, "A file of a repository is named by its path from the repository's folder.");
        }

        // The names are checked as those of files are: no dots that lead elsewhere, no NUL. The "./" keeps a dash from standing first.
        return [.. "."u8, .. FilePath.Parse("/" + value.TrimEnd('/')).ToBytes()];
    }

    /// <summary>A message of a commit.</summary>
    internal static byte[] Message(string? value) => string.IsNullOrWhiteSpace(value) ? throw Invalid("message", "is blank: say what the commit changes")
        : value.Length > MaxMessage || value.Contains('\0', StringComparison.Ordinal) ? throw Invalid("message", $"must be at most {MaxMessage} characters without NUL")
        : Encoding.UTF8.GetBytes(value);

    /// <summary>Somebody who writes commits.</summary>
    internal static (string Name, string Email)? Author(string? value) => value is null ? null
        : value.Length <= MaxName && AuthorForm().Match(value) is { Success: true } m ? (m.Groups["name"].Value, m.Groups["email"].Value)
        : throw Invalid("author", "must be written as: Name <address@example.org>");

    /// <summary>
    /// An address to clone from. Git runs in the instance, so it reaches what the instance reaches, and only by protocols that carry a proof of whom it speaks with: https, ssh, and
    /// files of the instance itself. Helpers such as ext:: would run programs.
    /// </summary>
    internal static string Url(string? value)
    {
        if (value is not { Length: > 0 and <= MaxUrl } || value[0] == '-' || value.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw Invalid("url", $"must be 1 to {MaxUrl} characters without spaces and must not begin with a dash");
        }

        bool allowed = ShortSsh().IsMatch(value)
            || (Uri.TryCreate(value, UriKind.Absolute, out Uri? uri)
                && ((uri.Scheme is "https" or "ssh" && uri.Host.Length > 0 && uri.Host[0] != '-' && !uri.UserInfo.StartsWith('-'))
                    || value.StartsWith("file:///", StringComparison.Ordinal)));
        return allowed ? value : throw new LinkRequestException(GitErrors.UrlRefused, "The address is none of https://HOST/PATH, ssh://USER@HOST/PATH, USER@HOST:PATH and file:///PATH.");
    }

    internal static LinkRequestException Invalid(string field, string problem) => new(GitErrors.InvalidRequest, $"{field} {problem}.");

    /// <summary>What git-check-ref-format allows, and hashes; no syntax that reaches further, such as ranges, @{} or ^.</summary>
    private static string? RefName(string? value) =>
        value is { Length: > 0 and <= MaxName } && value[0] is not ('-' or '/' or '.') && value[^1] is not ('/' or '.')
        && !value.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is ' ' or '~' or '^' or ':' or '?' or '*' or '[' or '\\')
        && !value.Contains("..", StringComparison.Ordinal) && !value.Contains("@{", StringComparison.Ordinal) && !value.Contains("//", StringComparison.Ordinal)
        && !value.Contains("/-", StringComparison.Ordinal) && !value.Contains("/.", StringComparison.Ordinal) && value != "@"
            ? value
            : null;

    [GeneratedRegex(@"^(?<name>[^<>\x00-\x1f\-][^<>\x00-\x1f]*?) <(?<email>[^<>\s\x00-\x1f]+)>$", RegexOptions.None, 1000)]
    private static partial Regex AuthorForm();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.\-]*@[A-Za-z0-9][A-Za-z0-9.\-]*:(?!-)[^:][^\x00-\x1f]*$", RegexOptions.None, 1000)]
    private static partial Regex ShortSsh();
}
