using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Commands;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Instances;

namespace Anchorage.Api.Commands;

/// <summary>The fleet of a caller as system D lists it: what is theirs and what is shared with them.</summary>
internal sealed class CloudInstances(IGrainFactory grains, InstanceLists lists)
{
    private const int Most = 2_000;
    private const int PageSize = 200;
    private const int AtOnce = 8;

    /// <summary>All of them, as they were seen last.</summary>
    internal async Task<ImmutableArray<CloudInstance>> ListAsync(Caller caller)
    {
        CloudInstance?[] all = await Task.WhenAll((await VisibleAsync(caller)).Select(async i =>
            await grains.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(i.Id)).ReadCheck() is { } check ? Show(check, i) : null));
        return [.. all.OfType<CloudInstance>()];
    }

    /// <summary>All of them, each asked now; a few at a time.</summary>
    internal async Task<ImmutableArray<CloudInstance>> RefreshAsync(Caller caller, CancellationToken cancellationToken)
    {
        InstanceInfo[] visible = [.. await VisibleAsync(caller)];
        CloudInstance?[] seen = new CloudInstance?[visible.Length];
        await Parallel.ForAsync(0, visible.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, _) =>
        {
            try
            {
                seen[i] = CloudInstance.Of(await Grain(visible[i].Id).Ping(caller));
            }
            catch (AnchorageException)
            {
                // Deleted, or no longer shared, since the list was made.
            }
        });
        return [.. seen.OfType<CloudInstance>()];
    }

    /// <summary>Asks one now. Named by id, by name, or as <c>USER_FINGERPRINT</c>.</summary>
    internal async Task<InstanceCheck> PingAsync(Caller caller, string named) => await Grain(await ResolveAsync(caller, named)).Ping(caller);

    /// <summary>The id of an instance as clients of system D name it.</summary>
    internal Task<string> ResolveAsync(Caller caller, string named)
    {
        int cut = named.IndexOf('_', StringComparison.Ordinal);
        return lists.Resolve(caller, cut > 0 ? named[(cut + 1)..] : named);
    }

    /// <summary>The error of a look that failed.</summary>
    internal static void RequireAnswer(InstanceCheck check)
    {
        if (check.Error is { } error)
        {
            throw new AnchorageException(error.Code, ("node", check.Instance.Node?.Name ?? "?"), ("instance", check.Instance.Name), ("problem", error.Message.TrimEnd('.')));
        }
    }

    private static CloudInstance Show(InstanceCheck check, InstanceInfo seen) => CloudInstance.Of(check with { Instance = check.Instance with { Permissions = seen.Permissions } });

    private IInstanceGrain Grain(string id) => grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(id));

    private async Task<IEnumerable<InstanceInfo>> VisibleAsync(Caller caller)
    {
        List<InstanceInfo> all = [];
        string? cursor = null;
        do
        {
            Page<InstanceInfo> page = await lists.List(caller, all: false, trash: false, text: null, cursor, PageSize);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && all.Count < Most);
        all.AddRange(await lists.Shared(caller, null));
        return all.DistinctBy(i => i.Id, StringComparer.Ordinal);
    }
}
