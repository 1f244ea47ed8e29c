using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Instances;

namespace Anchorage.Api.Git;

/// <summary>What was done with git in an instance: a view of the audit, with its rules of who sees what.</summary>
internal static class GitAudit
{
    private const int Most = 1000;

    public static async Task<IResult> ListAsync(string id, HttpContext context, IGrainFactory grains, InstanceLists instances, AuditLists lists)
    {
        string? repo = Paging.Text(context, "repo", 32 * 1024);
        int limit = Paging.Number(context, "limit", 50, 1, Most);
        string instance = await instances.Resolve(context.Caller(), id);
        await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance)).Get(context.Caller());
        List<AuditEvent> found = [];
        AuditQuery query = new() { Action = "git.*", ObjectKind = "instance", ObjectId = instance, Limit = AuditQuery.MaxLimit };
        for (int seen = 0; seen < Most && found.Count < limit;)
        {
            AuditPage page = await lists.List(context.Caller(), query);
            seen += page.Items.Length;
            found.AddRange(page.Items.Where(e => repo is null || e.Details.GetValueOrDefault("repo") == repo));
            if (page.NextCursor is null)
            {
                break;
            }

            query = query with { Cursor = page.NextCursor };
        }

        return Json.Ok(new ItemList<AuditEvent>([.. found.Take(limit)]));
    }
}
