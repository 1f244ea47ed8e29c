using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// The grain classes of the program: those in assemblies that were loaded or are referenced, and that reference this one.
internal sealed class GrainClasses
{
    private static readonly Lazy<GrainClasses> Shared = new(() => new GrainClasses());
    private readonly Dictionary<GrainType, GrainClass> _byName = [];
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainClass> _byInterface = new();

    private GrainClasses()
    {
        foreach (Type type in FindTypes())
        {
            var grainClass = new GrainClass(type);
            if (!_byName.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException(
                    $"{type} and {_byName[grainClass.GrainType].Type} have the same grain type {grainClass.GrainType}. Give one another [GrainType].");
            }
        }
    }

    public static GrainClasses All => Shared.Value;

    public GrainClass Of(GrainType type) =>
        _byName.TryGetValue(type, out GrainClass? found) ? found : throw new ArgumentException($"Could not find a grain class for grain type {type}.");

    public GrainClass Implementing(Type interfaceType, string? prefix) =>
        _byInterface.TryGetValue((interfaceType, prefix), out GrainClass? found) ? found
            : _byInterface.GetOrAdd((interfaceType, prefix), key => Find(key.Interface, key.Prefix));

    private static Type[] FindTypes()
    {
        AssemblyName own = typeof(GrainClasses).Assembly.GetName();
        var visited = new HashSet<string>();
        var pending = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies());
        var types = new List<Type>();
        while (pending.TryDequeue(out Assembly? assembly))
        {
            if (assembly.IsDynamic || !visited.Add(assembly.FullName!))
            {
                continue;
            }

            AssemblyName[] references = assembly.GetReferencedAssemblies();
            foreach (AssemblyName reference in references.Where(reference => !IsFramework(reference)))
            {
                try
                {
                    pending.Enqueue(Assembly.Load(reference));
                }
                catch (IOException)
                {
                    // Referenced but not deployed: it cannot hold grains of this program.
                }
            }

            if (assembly == typeof(GrainClasses).Assembly || references.Any(reference => reference.Name == own.Name))
            {
                types.AddRange(assembly.GetTypes().Where(type =>
                    type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
                    && typeof(IGrainBase).IsAssignableFrom(type) && type.GetInterfaces().Any(candidate => candidate != typeof(IGrain) && typeof(IGrain).IsAssignableFrom(candidate))));
            }
        }

        types.Sort((left, right) => string.CompareOrdinal(left.FullName, right.FullName));
        return [.. types];
    }

    private static bool IsFramework(AssemblyName name) =>
        name.Name is { } text && (text.StartsWith("System.", StringComparison.Ordinal) || text.StartsWith("Microsoft.", StringComparison.Ordinal));

    private GrainClass Find(Type interfaceType, string? prefix)
    {
        GrainClass[] candidates = [.. _byName.Values.Where(candidate => interfaceType.IsAssignableFrom(candidate.Type)
            && (prefix is null || candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal)))];
        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"Could not find an implementation for interface {interfaceType}."),
            _ => throw new ArgumentException($"Several classes implement {interfaceType}: {string.Join(", ", candidates.Select(c => c.Type.Name))}."),
        };
    }
}
