using Orleans;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// IGrainFactory and IClusterClient: the same object inside and outside grains.
internal sealed class GrainClient(SiloRuntime silo) : IClusterClient
{
    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)silo.References.Create(IdOf(typeof(TGrainInterface), primaryKey, grainClassNamePrefix), typeof(TGrainInterface));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)silo.References.Create(IdOf(grainInterfaceType, grainPrimaryKey, null), grainInterfaceType);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)silo.References.Create(grainId, typeof(TGrainInterface));

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference or Grain)
        {
            throw new ArgumentException($"{obj.GetType()} is a grain or a reference already.", nameof(obj));
        }

        return (TGrainObserverInterface)silo.References.Create(silo.AddObserver(obj), typeof(TGrainObserverInterface));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference)
        {
            throw new ArgumentException("Pass the reference that CreateObjectReference returned.", nameof(obj));
        }

        silo.RemoveObserver(reference.GrainId);
    }

    private GrainId IdOf(Type interfaceType, string key, string? prefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return GrainId.Create(silo.Classes.Implementing(interfaceType, prefix).GrainType, key);
    }
}
