using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Grains.Audit;

/// <summary>The audit for every front door: all of it for administrators, otherwise what one did and what was done to one's objects.</summary>
public sealed class AuditLists(Authoriser authoriser, IAuditStore store)
{
    /// <summary>A page, newest first.</summary>
    public async Task<AuditPage> List(Caller caller, AuditQuery query)
    {
        bool all = await authoriser.IsAdministrator(caller);
        await authoriser.Require(caller, Permissions.ReadAudit, new ResourceRef("audit"));
        return await store.Query(query with { VisibleTo = all ? null : caller.PrincipalId });
    }
}
