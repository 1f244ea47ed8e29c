using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Instances;

namespace Anchorage.Api.Git;

/// <summary>What was done with git in an instance: a view of the audit, with its rules of who sees what.</summary>
internal sealed class GitAudit(IGrainFactory grains, InstanceLists instances, AuditLists lists)
{
    /// <summary>Most entries that are looked through and listed.</summary>
    internal const int Most = 1000;

    public static async Task<IResult> ListAsync(string id, HttpContext context, GitAudit history)
    {
        string? repo = Paging.Text(context, "repo", 32 * 1024);
        return Json.Ok(new ItemList<AuditEvent>(await history.FindAsync(context.Caller(), id, repo, Paging.Number(context, "limit", 50, 1, Most))));
    }

    /// <summary>The newest entries.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="named">Id or name of the instance.</param>
    /// <param name="repo">Only of this repository; null for all.</param>
    /// <param name="limit">How many.</param>
    internal async Task<AuditEvent[]> FindAsync(Caller caller, string named, string? repo, int limit)
    {
        string instance = await instances.Resolve(caller, named);
        await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance)).Get(caller);
        List<AuditEvent> found = [];
        AuditQuery query = new() { Action = "git.*", ObjectKind = "instance", ObjectId = instance, Limit = AuditQuery.MaxLimit };
        for (int seen = 0; seen < Most && found.Count < limit;)
        {
            AuditPage page = await lists.List(caller, query);
            seen += page.Items.Length;
            found.AddRange(page.Items.Where(e => repo is null || e.Details.GetValueOrDefault("repo") == repo));
            if (page.NextCursor is null)
            {
                break;
            }

            query = query with { Cursor = page.NextCursor };
        }

        return [.. found.Take(limit)];
    }
}
