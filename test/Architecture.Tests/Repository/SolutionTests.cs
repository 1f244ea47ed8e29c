using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Anchorage.Architecture.Tests.Repository;

public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = SourceTree.Text("Orleans.sln").Replace('\\', '/');
        // The probe project is restored alone, to learn what the package sources hold.
        SourceTree.Projects.Where(project => !project.StartsWith("build/engine/", StringComparison.Ordinal) && !solution.Contains($"\"{project}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_project_is_an_empty_shell()
    {
        SourceTree.Projects.Where(project => !project.StartsWith("build/engine/", StringComparison.Ordinal))
            .Where(project => !SourceTree.CSharp(Path.GetDirectoryName(project)!).Any())
            .ShouldBeEmpty();
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_file()
    {
        SourceTree.Projects
            .SelectMany(project => XDocument.Parse(SourceTree.Text(project)).Descendants("PackageReference")
                .Where(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null)
                .Select(reference => $"{project}: {reference.Attribute("Include")?.Value}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_central_version_is_used()
    {
        var used = SourceTree.Files.Where(file => Regex.IsMatch(file, @"\.(csproj|props|targets)$") && file != "Directory.Packages.props").Select(SourceTree.Text).ToList();
        XDocument.Parse(SourceTree.Text("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value)
            .Where(package => !used.Any(text => text.Contains($"\"{package}\"", StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_source_project_says_in_thirty_lines_what_it_is()
    {
        SourceTree.Projects.Where(project => project.StartsWith("src/", StringComparison.Ordinal) || project.StartsWith("compat/", StringComparison.Ordinal))
            .Select(project => Path.GetDirectoryName(project) + "/README.md")
            .Where(readme => !SourceTree.Files.Contains(readme) || SourceTree.Lines(readme).Length > 30)
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_stand_in_says_first_what_it_is_not()
    {
        SourceTree.Text("compat/SingleProcess/README.md").TrimStart('#', ' ').ShouldStartWith("This is not Orleans.");
    }
}
