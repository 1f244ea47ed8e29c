using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Grains.Operations;

/// <summary>Lists of operations for every front door: those on one's own objects, all for administrators.</summary>
public sealed class OperationLists(IGrainFactory grains, Authoriser authoriser, IDocumentIndex index)
{
    /// <summary>A page, newest first.</summary>
    public async Task<Page<OperationInfo>> List(Caller caller, OperationState? state, string? targetId, string? cursor, int limit)
    {
        bool all = await authoriser.IsAdministrator(caller);
        await authoriser.Require(caller, Permissions.ReadOperation, new ResourceRef("operation", null, all ? null : caller.PrincipalId));
        Page<IndexedDocument> page = await index.Query(
            OperationIndex.Kind, all ? null : caller.PrincipalId, state?.ToString(), cursor, limit);
        OperationInfo?[] operations = await Task.WhenAll(page.Items.Select(d => Read(caller, d.Id)));
        return new Page<OperationInfo>(
            [.. operations.OfType<OperationInfo>().Where(o => (state is null || o.State == state) && (targetId is null || o.Target.Id == targetId))], page.NextCursor);
    }

    private async Task<OperationInfo?> Read(Caller caller, string id)
    {
        try
        {
            return await grains.GetGrain<IOperationGrain>(GrainKeys.Operation(id)).Get(caller);
        }
        catch (AnchorageException)
        {
            return null;
        }
    }
}
