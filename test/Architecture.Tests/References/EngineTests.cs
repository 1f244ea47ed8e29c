using System.Text.RegularExpressions;
using Anchorage.Architecture.Tests.Repository;

namespace Anchorage.Architecture.Tests.References;

/// <summary>The difference between the two engines lives in src/Silo alone.</summary>
public sealed class EngineTests
{
    [Fact]
    public void No_grain_interface_api_or_agent_file_knows_the_engine()
    {
        SourceTree.CSharp("src/Grains", "src/Grains.Abstractions", "src/Api", "src/NodeAgent", "src/NodeAgent.Protocol", "src/Cli")
            // The registry holds the text of the error that refuses cluster settings, and that text must name the reason.
            .Where(file => file != "src/Grains.Abstractions/Errors/ErrorRegistry.cs")
            .SelectMany(file => SourceTree.Lines(file).Select((line, index) => (file, line, number: index + 1)))
            .Where(place => Regex.IsMatch(place.line, @"^\s*#if\b|SingleProcess|single-process|OrleansRuntime"))
            .Select(place => $"{place.file}:{place.number}: {place.line.Trim()}")
            .ShouldBeEmpty();
    }
}
