using System.Reflection;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

internal sealed class ReferenceFactory(SiloRuntime silo)
{
    public object Create(GrainId id, Type interfaceType)
    {
        var reference = (GrainReference)DispatchProxy.Create(interfaceType, typeof(GrainProxy));
        reference.Silo = silo;
        reference.GrainId = id;
        reference.InterfaceType = GrainMethod.InterfaceIdOf(interfaceType);
        return reference;
    }
}
