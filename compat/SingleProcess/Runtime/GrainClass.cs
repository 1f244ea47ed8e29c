using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// What the runtime knows about one grain class.
internal sealed class GrainClass
{
    private readonly ConstructorInfo _constructor;
    private readonly Func<Activation, object?>[] _parameters;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>() is { } named ? named.GetGrainType(null!, type) : DefaultName(type);
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        AgeLimit = type.IsDefined(typeof(KeepAliveAttribute), inherit: true) ? TimeSpan.MaxValue
            : type.GetCustomAttribute<CollectionAgeLimitAttribute>() is { } limit ? (limit.AlwaysActive ? TimeSpan.MaxValue : limit.AgeLimit)
            : null;
        ConstructorInfo[] constructors = type.GetConstructors();
        _constructor = constructors.FirstOrDefault(constructor => constructor.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(constructor => constructor.GetParameters().Length)
            ?? throw new OrleansConfigurationException($"Grain class {type} has no public constructor.");
        _parameters = [.. _constructor.GetParameters().Select(GrainParameters.SourceOf)];
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    /// <summary>Null for the silo's default, <see cref="TimeSpan.MaxValue"/> for never.</summary>
    public TimeSpan? AgeLimit { get; }

    public object Create(Activation activation) =>
        _constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, null, [.. _parameters.Select(source => source(activation))], null);

    // As Microsoft Orleans names classes without the attribute, so that a store is readable on both engines.
    private static GrainType DefaultName(Type type)
    {
        string name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name);
    }
}
