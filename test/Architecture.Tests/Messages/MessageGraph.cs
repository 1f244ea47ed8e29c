using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Anchorage.Architecture.Tests.Messages;

/// <summary>
/// Every type that crosses a grain interface, found by walking the signatures. Attributes are compared by name, because both engines define them.
/// Real Orleans compiles a message that it cannot serialise without an error, so this walk is the only guard.
/// </summary>
internal sealed class MessageGraph
{
    private static readonly HashSet<Type> Leaves =
    [
        typeof(bool), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(decimal),
        typeof(char), typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Uri), typeof(CancellationToken),
    ];

    private static readonly HashSet<Type> Containers =
    [
        typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>),
    ];

    private readonly HashSet<Type> _seen = [];
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public static bool Has(MemberInfo member, string attribute) => member.CustomAttributes.Any(data => data.AttributeType.Name == attribute + "Attribute");

    public static object? Argument(MemberInfo member, string attribute) =>
        member.CustomAttributes.FirstOrDefault(data => data.AttributeType.Name == attribute + "Attribute")?.ConstructorArguments[0].Value;

    public static bool IsGrainInterface(Type type) => type.IsInterface && type.GetInterfaces().Any(parent => parent.Name is "IAddressable");

    public static bool IsObserver(Type type) => type.IsInterface && type.GetInterfaces().Any(parent => parent.Name is "IGrainObserver");

    public void Walk(Type type, string path)
    {
        if (Leaves.Contains(type) || type.IsGenericParameter || IsGrainInterface(type) || !_seen.Add(type)) return;
        if (type.IsGenericType && Containers.Contains(type.GetGenericTypeDefinition()))
        {
            foreach (var argument in type.GetGenericArguments()) Walk(argument, path);
        }
        else if (type.IsEnum && IsOurs(type))
        {
            return;
        }
        else if (IsOurs(type))
        {
            Check(type, $"{path} -> {type.Name}");
        }
        else
        {
            _problems.Add($"{path}: {type} is not among the immutable, serialisable types");
        }
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("Anchorage.", StringComparison.Ordinal);

    private void Check(Type type, string path)
    {
        var isException = typeof(Exception).IsAssignableFrom(type);
        if (!Has(type, "GenerateSerializer")) _problems.Add($"{path}: [GenerateSerializer] is missing");
        if (!Has(type, "Immutable") && !isException) _problems.Add($"{path}: [Immutable] is missing");
        if (Argument(type, "Alias") is not string alias || alias.Length == 0) _problems.Add($"{path}: [Alias(\"...\")] is missing");
        if (type is { IsSealed: false, IsAbstract: false }) _problems.Add($"{path}: neither sealed nor abstract");

        var ids = new HashSet<object>();
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(own))
        {
            var property = field.Name.StartsWith('<') ? type.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], own) : null;
            var member = (MemberInfo?)property ?? field;
            if (Argument(member, "Id") is not { } id) _problems.Add($"{path}.{member.Name}: [Id(n)] is missing");
            else if (!ids.Add(id)) _problems.Add($"{path}.{member.Name}: [Id({id})] is used twice");
            var settable = property is null ? !field.IsInitOnly : property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            if (settable) _problems.Add($"{path}.{member.Name}: can be changed after construction");
            Walk(field.FieldType, $"{path}.{member.Name}");
        }
        if (type.BaseType is { } parent && IsOurs(parent)) Walk(parent, path);
        if (!type.IsAbstract) return;
        foreach (var derived in type.Assembly.GetTypes().Where(candidate => candidate.BaseType == type)) Walk(derived, path);
    }
}
