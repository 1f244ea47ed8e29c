using System.Reflection;

namespace Anchorage.Compliance.Tests;

/// <summary>Public members as text, one line each, the same for both engines.</summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type) => type.GetMembers(Declared).SelectMany(member => Lines(type, member)).Prepend("type " + Name(type));

    /// <summary>The lines of a type and of all it inherits, each as if the type declared it.</summary>
    public static IEnumerable<string> OfHierarchy(Type type)
    {
        yield return "type " + Name(type);
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            foreach (string line in level.GetMembers(Declared).SelectMany(member => Lines(type, member)))
            {
                yield return line;
            }
        }
    }

    public static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsByRef ? "&" : "*");
        }

        string name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(",", type.GetGenericArguments().Select(Name))}>" : name;
    }

    private static IEnumerable<string> Lines(Type type, MemberInfo member)
    {
        string owner = Name(type);
        switch (member)
        {
            case MethodInfo method when IsVisible(method) && !method.IsSpecialName:
                string generic = method.IsGenericMethod ? $"<{string.Join(",", method.GetGenericArguments().Select(Name))}>" : "";
                yield return $"{owner} {Static(method)}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
                break;
            case MethodInfo { IsSpecialName: true } method when IsVisible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal):
                yield return $"{owner} {Name(method.ReturnType)} {method.Name}({Parameters(method)})";
                break;
            case ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor):
                yield return $"{owner} new({Parameters(constructor)})";
                break;
            case PropertyInfo property:
                foreach (MethodInfo accessor in property.GetAccessors(nonPublic: true).Where(IsVisible))
                {
                    string kind = accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get" : "set";
                    yield return $"{owner} {Static(accessor)}{Name(property.PropertyType)} {property.Name} {{ {kind}; }}";
                }

                break;
            case FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily:
                yield return $"{owner} {(field.IsLiteral ? $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}" : $"{Name(field.FieldType)} {field.Name}")}";
                break;
        }
    }

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter =>
            $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "default",
        string text => $"\"{text}\"",
        var value => value.ToString()!,
    };
}
