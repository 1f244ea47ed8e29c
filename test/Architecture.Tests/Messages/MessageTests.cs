using System.Reflection;
using Anchorage.Grains.Abstractions;

namespace Anchorage.Architecture.Tests.Messages;

public sealed class MessageTests
{
    private static readonly Assembly Contracts = typeof(GrainKeys).Assembly;

    private static IEnumerable<Type> Interfaces => Contracts.GetTypes().Where(type => MessageGraph.IsGrainInterface(type) || MessageGraph.IsObserver(type));

    [Fact]
    public void What_crosses_a_grain_interface_is_immutable_and_serialisable()
    {
        Interfaces.ShouldNotBeEmpty();
        var graph = new MessageGraph();
        foreach (var method in Interfaces.SelectMany(type => type.GetMethods()))
        {
            var path = $"{method.DeclaringType!.Name}.{method.Name}";
            foreach (var parameter in method.GetParameters()) graph.Walk(parameter.ParameterType, $"{path}({parameter.Name})");
            if (method.ReturnType.IsGenericType) graph.Walk(method.ReturnType.GetGenericArguments()[0], path);
        }
        foreach (var exception in Contracts.GetTypes().Where(typeof(Exception).IsAssignableFrom)) graph.Walk(exception, exception.Name);
        graph.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Methods_of_grains_return_tasks()
    {
        Interfaces.SelectMany(type => type.GetMethods())
            .Where(method => method.ReturnType.Name is not ("Task" or "Task`1" or "ValueTask" or "ValueTask`1"))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void One_way_methods_return_nothing()
    {
        Interfaces.SelectMany(type => type.GetMethods())
            .Where(method => MessageGraph.Has(method, "OneWay") && method.ReturnType.IsGenericType)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void Interfaces_and_their_methods_have_stable_names()
    {
        var problems = new List<string>();
        foreach (var type in Interfaces)
        {
            if (MessageGraph.Argument(type, "Alias") is not string) problems.Add($"{type.Name}: [Alias] is missing");
            var aliases = new HashSet<object>();
            foreach (var method in type.GetMethods())
            {
                if (MessageGraph.Argument(method, "Alias") is not { } alias) problems.Add($"{type.Name}.{method.Name}: [Alias] is missing");
                else if (!aliases.Add(alias)) problems.Add($"{type.Name}.{method.Name}: [Alias] is used twice");
            }
        }
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void Aliases_of_types_are_unique()
    {
        Contracts.GetTypes().Select(type => (type, alias: MessageGraph.Argument(type, "Alias"))).Where(entry => entry.alias is not null)
            .GroupBy(entry => entry.alias).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.type.Name))}").ShouldBeEmpty();
    }

    /// <summary>Calls to an observer wait behind each other unless the interface's method says otherwise.</summary>
    [Fact]
    public void Methods_of_observers_interleave()
    {
        Interfaces.Where(MessageGraph.IsObserver).SelectMany(type => type.GetMethods())
            .Where(method => !MessageGraph.Has(method, "AlwaysInterleave"))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void Grains_have_string_keys()
    {
        Interfaces.Where(type => !MessageGraph.IsObserver(type) && type.GetInterfaces().All(parent => parent.Name != "IGrainWithStringKey"))
            .Select(type => type.Name).ShouldBeEmpty();
    }
}
