using System.Reflection;
using System.Runtime.Loader;
using Orleans;

namespace Anchorage.Compliance.Tests;

/// <summary>
/// What the stand-in offers, Microsoft Orleans offers too, with the same names and signatures.
/// Compares with the assemblies in the folder that ANCHORAGE_ORLEANS_ASSEMBLIES names, else with the list that was made from them;
/// ANCHORAGE_ORLEANS_SURFACE names a file to write that list to.
/// </summary>
public sealed class SurfaceTests
{
    /// <summary>Members whose signature differs on purpose, with the reason.</summary>
    private static readonly Dictionary<string, string> Deviations = new()
    {
        ["AddMemoryGrainStorage("] = "No options: calls without them compile on both.",
        ["AddMemoryGrainStorageAsDefault("] = "No options: calls without them compile on both.",
        ["AddMemoryStreams("] = "No configurator: calls without it compile on both.",
        ["GrainReference System.Object Invoke("] = "Inherited from DispatchProxy.",
    };

    [Fact]
    public void The_stand_in_offers_nothing_that_Microsoft_Orleans_does_not()
    {
        Type[] offered = [.. typeof(Grain).Assembly.GetExportedTypes().Where(type => !type.Namespace!.StartsWith("Anchorage", StringComparison.Ordinal))];
        HashSet<string> known = Known(offered);

        string[] unknown = [.. offered.SelectMany(Surface.Of).Where(line => !known.Contains(line) && !Deviations.Keys.Any(line.Contains)).Order()];

        unknown.ShouldBeEmpty();
        offered.Length.ShouldBeGreaterThan(70);
    }

    private static HashSet<string> Known(Type[] offered)
    {
        if (Environment.GetEnvironmentVariable("ANCHORAGE_ORLEANS_ASSEMBLIES") is not { Length: > 0 } folder)
        {
            return [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Surface", "orleans-10.4.txt"))];
        }

        Dictionary<string, Type> real = Load(folder);
        string[] lines = [.. offered.Where(type => real.ContainsKey(type.FullName!)).SelectMany(type => Surface.OfHierarchy(real[type.FullName!])).Distinct()];
        if (Environment.GetEnvironmentVariable("ANCHORAGE_ORLEANS_SURFACE") is { Length: > 0 } file)
        {
            HashSet<string> ours = [.. offered.SelectMany(Surface.Of)];
            File.WriteAllLines(file, lines.Where(ours.Contains).Order(StringComparer.Ordinal));
        }

        return [.. lines];
    }

    private static Dictionary<string, Type> Load(string folder)
    {
        var context = new AssemblyLoadContext("Microsoft Orleans");
        context.Resolving += (_, name) =>
        {
            string path = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
        var types = new Dictionary<string, Type>();
        foreach (string path in Directory.GetFiles(folder, "Orleans.*.dll"))
        {
            foreach (Type type in context.LoadFromAssemblyPath(path).GetExportedTypes())
            {
                types.TryAdd(type.FullName!, type);
            }
        }

        return types;
    }
}
