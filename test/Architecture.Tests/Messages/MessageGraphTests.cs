using System.Collections.Immutable;

namespace Anchorage.Architecture.Tests.Messages;

/// <summary>The walk itself: each fault that it must find, and what it must let pass.</summary>
public sealed class MessageGraphTests
{
    [Fact]
    public void A_proper_message_passes() => Problems(typeof(Proper)).ShouldBeEmpty();

    [Fact]
    public void Attributes_are_demanded()
    {
        var problems = Problems(typeof(Bare));
        problems.ShouldContain(problem => problem.Contains("[GenerateSerializer]"));
        problems.ShouldContain(problem => problem.Contains("[Immutable]"));
        problems.ShouldContain(problem => problem.Contains("[Alias"));
        problems.ShouldContain(problem => problem.Contains("Bare.Name: [Id(n)]"));
    }

    [Fact]
    public void A_setter_is_refused() => Problems(typeof(Changeable)).ShouldHaveSingleItem().ShouldContain("can be changed");

    [Fact]
    public void Mutable_collections_are_refused() => Problems(typeof(List<string>)).ShouldHaveSingleItem().ShouldContain("not among");

    [Fact]
    public void Contents_of_collections_are_walked() => Problems(typeof(ImmutableArray<Bare>)).ShouldNotBeEmpty();

    [Fact]
    public void A_repeated_id_is_refused() => Problems(typeof(Repeated)).ShouldHaveSingleItem().ShouldContain("used twice");

    private static IReadOnlyList<string> Problems(Type type)
    {
        var graph = new MessageGraph();
        graph.Walk(type, "test");
        return graph.Problems;
    }

    [GenerateSerializer, Immutable, Alias("proper")]
    internal sealed record Proper([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<Proper> Children, [property: Id(2)] DateTimeOffset? At);

    internal sealed record Bare(string Name);

    [GenerateSerializer, Immutable, Alias("changeable")]
    internal sealed class Changeable
    {
        [Id(0)]
        public string Name { get; set; } = "";
    }

    [GenerateSerializer, Immutable, Alias("repeated")]
    internal sealed record Repeated([property: Id(0)] string Name, [property: Id(0)] string Other);

    // Named like those of Orleans: the walk goes by the name, so that it holds on both engines.
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class GenerateSerializerAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class ImmutableAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class AliasAttribute(string alias) : Attribute
    {
        public string Alias { get; } = alias;
    }

    [AttributeUsage(AttributeTargets.Property)]
    internal sealed class IdAttribute(uint id) : Attribute
    {
        public uint Id { get; } = id;
    }
}
