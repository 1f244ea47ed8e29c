using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Anchorage.SingleProcess.Serialization;

// Which types may cross a grain interface. Nothing is serialised in one process, but what Microsoft Orleans would refuse
// in a cluster is refused here too, so that it fails in the first test.
internal static class SerializationRules
{
    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    private static readonly FrozenSet<Type> Simple = new[]
    {
        typeof(object), typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan),
        typeof(DateOnly), typeof(TimeOnly), typeof(Int128), typeof(UInt128), typeof(Half), typeof(BigInteger), typeof(Uri), typeof(Version),
        typeof(IPAddress), typeof(IPEndPoint), typeof(CultureInfo), typeof(CompareInfo), typeof(NameValueCollection), typeof(BitVector32),
        typeof(ArrayList), typeof(CancellationToken), typeof(Type),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> Generic = new[]
    {
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>),
        typeof(SortedDictionary<,>), typeof(SortedList<,>), typeof(SortedSet<>), typeof(Collection<>), typeof(ReadOnlyCollection<>),
        typeof(ReadOnlyDictionary<,>), typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>), typeof(ImmutableArray<>), typeof(ImmutableList<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(FrozenDictionary<,>), typeof(FrozenSet<>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>), typeof(Tuple<,,,,>), typeof(Tuple<,,,,,>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>),
        typeof(ReadOnlyMemory<>), typeof(Memory<>), typeof(ArraySegment<>),
    }.ToFrozenSet();

    /// <summary>Whether a declared type leaves open what a value of it really is.</summary>
    public static bool NeedsCheck(Type declared) => !(declared.IsValueType || declared.IsSealed) || !IsSerializable(declared);

    public static void Check(object? value)
    {
        if (value is null or string or GrainReference)
        {
            return;
        }

        if (value is IGrainObserver and not Grain)
        {
            throw new NotSupportedException(
                $"{value.GetType()} is an observer object. Make a reference with IGrainFactory.CreateObjectReference and pass that.");
        }

        if (!IsSerializable(value.GetType()))
        {
            throw new CodecNotFoundException(
                $"Could not find a copier for type {value.GetType()}. Mark it with [GenerateSerializer] or pass another type.");
        }
    }

    // An exception whose type may not cross is replaced by one that says so.
    public static Exception Transferable(Exception exception) => IsSerializable(exception.GetType())
        ? exception
        : new CodecNotFoundException($"Could not find a copier for type {exception.GetType()}: {exception.Message}");

    public static bool IsSerializable(Type type) => Known.TryGetValue(type, out bool known) ? known : Decide(type, []);

    private static bool Decide(Type type, HashSet<Type> pending)
    {
        if (Known.TryGetValue(type, out bool known))
        {
            return known;
        }

        // A type that is being decided further up is fine if everything else is.
        if (!pending.Add(type))
        {
            return true;
        }

        bool result = IsAllowed(type, pending);
        if (pending.Count == 1 || !result)
        {
            Known[type] = result;
        }

        pending.Remove(type);
        return result;
    }

    private static bool IsAllowed(Type type, HashSet<Type> pending)
    {
        if (type.IsPrimitive || type.IsEnum || Simple.Contains(type) || typeof(Type).IsAssignableFrom(type))
        {
            return true;
        }

        if (type.IsArray)
        {
            return IsMemberAllowed(type.GetElementType()!, pending);
        }

        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            return true;
        }

        if (typeof(Exception).IsAssignableFrom(type))
        {
            return type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) || IsFrameworkException(type);
        }

        for (Type? level = type; level is not null; level = level.BaseType)
        {
            if (level.IsGenericType && Generic.Contains(level.GetGenericTypeDefinition()) && (level == type || !type.IsPublic))
            {
                return level.GetGenericArguments().All(argument => IsMemberAllowed(argument, pending));
            }
        }

        return type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && SerializedMembers(type).All(member => IsMemberAllowed(member, pending));
    }

    // What an interface, an abstract class or object really holds is only known at run time.
    private static bool IsMemberAllowed(Type type, HashSet<Type> pending) => type.IsInterface || type.IsAbstract || Decide(type, pending);

    private static bool IsFrameworkException(Type type) =>
        type.Namespace is { } space && (space.StartsWith("System", StringComparison.Ordinal) || space.StartsWith("Microsoft", StringComparison.Ordinal));

    private static IEnumerable<Type> SerializedMembers(Type type)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        bool isRecord = type.GetMethod("<Clone>$", Declared) is not null;
        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            if (property.IsDefined(typeof(IdAttribute)))
            {
                yield return property.PropertyType;
            }
        }

        foreach (FieldInfo field in type.GetFields(Declared))
        {
            if (field.IsDefined(typeof(IdAttribute)))
            {
                yield return field.FieldType;
            }
        }

        ConstructorInfo? primary = isRecord ? type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length) : null;
        foreach (ParameterInfo parameter in primary?.GetParameters() ?? [])
        {
            yield return parameter.ParameterType;
        }
    }
}
