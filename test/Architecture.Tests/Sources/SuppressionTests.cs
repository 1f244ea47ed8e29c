using System.Text.RegularExpressions;
using Anchorage.Architecture.Tests.Repository;

namespace Anchorage.Architecture.Tests.Sources;

/// <summary>Whoever switches a warning off writes down why, at the place.</summary>
public sealed class SuppressionTests
{
    [Fact]
    public void A_pragma_has_a_comment_beside_or_above_it() =>
        Find(@"^\s*#pragma warning disable\b", ".cs")
            .Where(place => !Regex.IsMatch(place.Line, @"disable\s+[^/]*//\s*\S") && !place.Before.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(place => place.ToString()).ShouldBeEmpty();

    [Fact]
    public void An_attribute_has_a_justification() =>
        Find(@"\[.*\b(Unconditional)?SuppressMessage\(", ".cs")
            .Where(place => !Regex.IsMatch(place.Line, @"Justification\s*=\s*""[^""]{10,}"""))
            .Select(place => place.ToString()).ShouldBeEmpty();

    [Fact]
    public void A_project_setting_has_a_comment_above_it() =>
        Find(@"<(NoWarn|WarningsNotAsErrors|WarningsAsErrors\s*/)\b|<TreatWarningsAsErrors>\s*false|<PrunePackageReference\b", ".csproj", ".props", ".targets")
            .Where(place => !place.Before.TrimEnd().EndsWith("-->", StringComparison.Ordinal))
            .Select(place => place.ToString()).ShouldBeEmpty();

    [Fact]
    public void A_rule_that_is_off_stands_below_its_reason()
    {
        var lines = SourceTree.Lines(".editorconfig");
        for (var number = 0; number < lines.Length; number++)
        {
            if (!Regex.IsMatch(lines[number], @"severity\s*=\s*(none|silent|suggestion)\s*$")) continue;
            var above = number;
            while (above > 0 && lines[above].StartsWith("dotnet_diagnostic.", StringComparison.Ordinal)) above--;
            lines[above].ShouldStartWith("# ", customMessage: $".editorconfig:{number + 1} has no reason above it");
        }
    }

    [Fact]
    public void A_linter_comment_has_a_reason() =>
        Find(@"eslint-disable|@ts-(ignore|expect-error|nocheck)", ".ts", ".tsx", ".js", ".mjs")
            .Where(place => !Regex.IsMatch(place.Line, @"(--|@ts-expect-error:?)\s+\S+\s+\S+"))
            .Select(place => place.ToString()).ShouldBeEmpty();

    private static IEnumerable<Place> Find(string pattern, params string[] extensions) =>
        SourceTree.Files.Where(file => extensions.Contains(Path.GetExtension(file))).SelectMany(file =>
        {
            var lines = SourceTree.Lines(file);
            return lines.Select((line, index) => new Place(file, index + 1, line, index == 0 ? "" : lines[index - 1])).Where(place => Regex.IsMatch(place.Line, pattern));
        });

    private sealed record Place(string File, int Number, string Line, string Before)
    {
        public override string ToString() => $"{File}:{Number}: {Line.Trim()}";
    }
}
