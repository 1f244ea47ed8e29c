using Anchorage.Architecture.Tests.Repository;

namespace Anchorage.Architecture.Tests.Sources;

public sealed class FileSizeTests
{
    [Fact]
    public void Nineteen_of_twenty_files_have_at_most_three_hundred_lines()
    {
        var sizes = SourceTree.CSharp("src", "compat").Select(file => SourceTree.Lines(file).Length).Order().ToList();
        sizes.ShouldNotBeEmpty();
        sizes[(int)Math.Ceiling(sizes.Count * 0.95) - 1].ShouldBeLessThanOrEqualTo(300);
    }

    [Fact]
    public void A_file_over_four_hundred_lines_gives_its_reason()
    {
        SourceTree.Files
            .Where(file => Path.GetExtension(file) is ".cs" or ".ts" or ".tsx" or ".cake" or ".sh")
            .Select(file => (file, lines: SourceTree.Lines(file)))
            .Where(place => place.lines.Length > 400 && !place.lines.Take(5).Any(line => line.StartsWith("// Long file: ", StringComparison.Ordinal)))
            .Select(place => $"{place.file}: {place.lines.Length} lines")
            .ShouldBeEmpty();
    }
}
