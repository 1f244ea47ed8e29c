using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Instances;

namespace Anchorage.Api.Instances;

/// <summary>Asks the instance for a connection to one of its ports.</summary>
internal sealed class TunnelGrants(IGrainFactory grains, InstanceLists lists, Authoriser authoriser) : ITunnelGrants
{
    /// <inheritdoc/>
    public async Task<TunnelGrant> GrantAsync(HttpContext context, string instance, int port)
    {
        Caller caller = context.Caller();
        string id = await lists.Resolve(caller, instance);
        IInstanceGrain grain = grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(id));
        StreamGrant grant = await grain.GrantTcp(caller, port);
        InstanceInfo info = await grain.Get(caller);
        ResourceRef resource = info.Resource;
        string permission = port == 22 ? Permissions.SshInstance : Permissions.ForwardInstance;
        return new TunnelGrant(grant, new RelayCheck(async _ => (await authoriser.Decide(caller, permission, resource)).Code));
    }
}
