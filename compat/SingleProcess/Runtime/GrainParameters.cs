using System.Reflection;
using Anchorage.SingleProcess.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.SingleProcess.Runtime;

// Where the constructor parameters of a grain come from.
internal static class GrainParameters
{
    public static Func<Activation, object?> SourceOf(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
        {
            return StateSource(parameter, state);
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, keyed.Key);
        }

        if (type == typeof(IGrainContext))
        {
            return activation => activation;
        }

        return parameter.HasDefaultValue
            ? activation => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue
            : activation => activation.ActivationServices.GetRequiredService(type);
    }

    private static Func<Activation, object?> StateSource(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        Type type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException(
                $"Parameter {parameter.Name} of {parameter.Member.DeclaringType} has [PersistentState] but is not an IPersistentState.");
        }

        Type implementation = typeof(PersistentState<>).MakeGenericType(type.GetGenericArguments());
        return activation =>
        {
            IGrainStorage storage = StorageOf(activation, attribute.StorageName);
            var state = Activator.CreateInstance(implementation, attribute.StateName, activation.GrainId, storage)!;
            activation.AddState((IStateLoader)state);
            return state;
        };
    }

    private static IGrainStorage StorageOf(Activation activation, string? name)
    {
        IServiceProvider services = activation.ActivationServices;
        return (string.IsNullOrEmpty(name) ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(name))
            ?? throw new BadProviderConfigException(
                $"No storage {(string.IsNullOrEmpty(name) ? "by default" : $"named \"{name}\"")} found for grain {activation.GrainId}. Register one with AddGrainStorage.");
    }
}
