using System.Text.RegularExpressions;
using Anchorage.Architecture.Tests.Repository;

namespace Anchorage.Architecture.Tests.Sources;

public sealed class WordTests
{
    // Written in pieces, so that this file does not contain what it forbids.
    private static readonly string[] Hosts =
    [
        "api.nuget" + ".org", "registry.npmjs" + ".org", "registry-1.docker" + ".io", "index.docker" + ".io", "hub.docker" + ".com", "ghcr" + ".io", "quay" + ".io",
        "mcr.microsoft" + ".com", "deb.debian" + ".org", "archive.ubuntu" + ".com", "pkg" + ".dev",
    ];

    [Fact]
    public void No_file_names_a_registry_host()
    {
        Lines().Where(place => Hosts.Any(host => place.Line.Contains(host, StringComparison.OrdinalIgnoreCase)))
            .Select(place => place.Where).ShouldBeEmpty();
    }

    [Fact]
    public void No_source_is_left_unfinished()
    {
        var words = "TO" + "DO|FIX" + "ME|HA" + "CK";
        Lines().Where(place => Path.GetExtension(place.File) is ".cs" or ".ts" or ".tsx" or ".sh" or ".cake")
            .Where(place => Regex.IsMatch(place.Line, $@"\b({words})\b|^\s*#region"))
            .Select(place => place.Where).ShouldBeEmpty();
    }

    private static IEnumerable<(string File, string Line, string Where)> Lines() =>
        SourceTree.Files.Where(file => Path.GetExtension(file) is not (".png" or ".jpg" or ".gif" or ".ico" or ".woff2" or ".db"))
            .SelectMany(file => SourceTree.Lines(file).Select((line, index) => (file, line, $"{file}:{index + 1}: {line.Trim()}")));
}
