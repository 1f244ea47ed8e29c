using System.Reflection;
using System.Xml.Linq;
using Anchorage.Architecture.Tests.Repository;

namespace Anchorage.Architecture.Tests.References;

/// <summary>References run one way: contracts, grains, silo, Api; the agent knows the protocol alone, the command line knows HTTP alone.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["NodeAgent.Protocol"] = [],
        ["Grains.Abstractions"] = ["NodeAgent.Protocol"],
        ["Grains"] = ["Grains.Abstractions", "NodeAgent.Protocol"],
        ["Silo"] = ["Grains", "Grains.Abstractions", "NodeAgent.Protocol"],
        ["Api"] = ["Silo", "Grains", "Grains.Abstractions", "NodeAgent.Protocol"],
        ["NodeAgent"] = ["NodeAgent.Protocol"],
        ["Cli"] = [],
        ["SingleProcess"] = [],
    };

    // What a project may name is less than what reaches it: the grains are the silo's business, not the Api's.
    private static readonly Dictionary<string, string[]> Forbidden = new(StringComparer.Ordinal)
    {
        ["Grains.Abstractions"] = ["Microsoft.AspNetCore"],
        ["Grains"] = ["Microsoft.AspNetCore.Http", "Microsoft.Data.Sqlite"],
        ["NodeAgent"] = ["Orleans", "Microsoft.Orleans", "Anchorage.SingleProcess", "Anchorage.Grains"],
        ["NodeAgent.Protocol"] = ["Orleans", "Microsoft.Orleans", "Anchorage.SingleProcess", "Microsoft.AspNetCore"],
        ["Cli"] = ["Orleans", "Microsoft.Orleans", "Anchorage."],
    };

    public static TheoryData<string> SourceProjects => [.. Allowed.Keys];

    [Fact]
    public void Every_source_project_has_its_rule()
    {
        SourceTree.Projects.Where(project => !project.StartsWith("test/", StringComparison.Ordinal) && !project.StartsWith("build/", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project)).Except(Allowed.Keys)
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void A_project_references_only_what_lies_beneath_it(string project)
    {
        var file = SourceTree.Projects.Single(path => Path.GetFileNameWithoutExtension(path) == project && !path.StartsWith("test/", StringComparison.Ordinal));
        XDocument.Parse(SourceTree.Text(file)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Except(Allowed[project]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void An_assembly_references_only_what_lies_beneath_it(string project)
    {
        var references = LoadReferences(project);
        if (references is null) return;
        references.Where(name => name.StartsWith("Anchorage.", StringComparison.Ordinal) && name != "Anchorage.SingleProcess")
            .Select(name => name["Anchorage.".Length..]).Except(Allowed[project]).ShouldBeEmpty();
        Forbidden.GetValueOrDefault(project, []).SelectMany(prefix => references.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Tests_reach_into_no_test()
    {
        SourceTree.Projects.Where(project => project.StartsWith("test/", StringComparison.Ordinal))
            .SelectMany(project => XDocument.Parse(SourceTree.Text(project)).Descendants("ProjectReference")
                .Select(reference => reference.Attribute("Include")!.Value)
                .Where(reference => reference.Contains(".Tests.csproj", StringComparison.Ordinal))
                .Select(reference => $"{project} -> {reference}"))
            .ShouldBeEmpty();
    }

    // Null for the stand-in where the real packages are in use: it is not part of that build.
    private static List<string>? LoadReferences(string project)
    {
        var file = Path.Combine(AppContext.BaseDirectory, project == "Cli" ? "anchorage.dll" : $"Anchorage.{project}.dll");
        if (project == "SingleProcess" && !File.Exists(file)) return null;
        return [.. Assembly.LoadFrom(file).GetReferencedAssemblies().Select(name => name.Name!)];
    }
}
