using Anchorage.Api.Files;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Authorisation;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Sync;

/// <summary>Asks both sides once for what they have and compares the answers. Nothing is written.</summary>
internal sealed class FolderComparer(FileStreams files, Authoriser authoriser, TimeProvider time)
{
    /// <summary>A clock that is further off, in milliseconds, orders nothing (inventory D22).</summary>
    private const long ClockTolerance = 2000;

    /// <summary>Compares.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>, <c>instance_not_found</c>, <c>forbidden</c>, <c>file_not_found</c>, <c>file_too_many</c>, <c>node_offline</c>, ...</exception>
    internal async Task<Comparison> CompareAsync(SyncSide source, SyncSide destination, CompareWishes wishes, CancellationToken cancellationToken)
    {
        string[] exclude = wishes.Exclude ?? CompareWishes.Excluded;
        InstanceGrant from = await files.PermitAsync(source.Caller, source.Instance, FileActions.Tree, new WalkFolder(source.Path, exclude, Digest: true));
        InstanceGrant to = await files.PermitAsync(destination.Caller, destination.Instance, FileActions.Tree, new WalkFolder(destination.Path, exclude, Digest: true));
        await RequireCommandAsync(destination.Caller, to);
        RequireApart(from.Instance.InstanceId, source.Path, to.Instance.InstanceId, destination.Path);
        Task<Walked> first = WalkAsync(from, mayLack: false, cancellationToken);
        Task<Walked> second = WalkAsync(to, mayLack: true, cancellationToken);
        await Task.WhenAll(first, second);
        (Walked left, Walked right) = (await first, await second);
        bool sameNode = from.Instance.NodeId == to.Instance.NodeId;
        bool agree = sameNode || (left.ClockAgrees && right.ClockAgrees);
        ComparedItem[] items = [.. new FolderComparison(left.Listing, right.Listing, sameNode ? 0 : agree ? 2 * ClockTolerance : null, wishes.LastSync).Items()];
        return new Comparison(
            Folder(from, source.Path, left),
            Folder(to, destination.Path, right),
            Summary(items),
            [.. items.Where(i => wishes.IncludeIdentical || i.Status != ComparedStatus.Identical)],
            agree,
            time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>Refuses folders of one instance that are the same, or of which one lies in the other one.</summary>
    internal static void RequireApart(string sourceId, string sourcePath, string destinationId, string destinationPath)
    {
        string[] from = sourcePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] to = destinationPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int common = Math.Min(from.Length, to.Length);
        if (sourceId == destinationId && from.AsSpan(0, common).SequenceEqual(to.AsSpan(0, common)))
        {
            throw Paging.Invalid("targetPath", "must not be the source folder, lie in it or hold it, when both are in one instance");
        }
    }

    /// <summary>The destination takes what takes a command. A comparison writes nothing, so no approval of a program's call is waited for.</summary>
    private async Task RequireCommandAsync(Caller caller, InstanceGrant grant)
    {
        if ((await authoriser.Decide(caller, Permissions.CommandInstance, grant.Instance.Resource)).Code is { } code and not ErrorCodes.McpApprovalRequired)
        {
            throw new AnchorageException(code, ("instance", grant.Instance.Name), ("kind", "instance"), ("permission", Permissions.CommandInstance));
        }
    }

    private async Task<Walked> WalkAsync(InstanceGrant grant, bool mayLack, CancellationToken cancellationToken)
    {
        long sent = time.GetUtcNow().ToUnixTimeMilliseconds();
        TreeListing listing;
        try
        {
            listing = await files.AnswerAsync<TreeListing>(grant, cancellationToken);
        }
        catch (AnchorageException e) when (mayLack && e.Code == ErrorCodes.FileNotFound)
        {
            return new Walked(new TreeListing(string.Empty, [], [], 0, Truncated: false), Exists: false, ClockAgrees: true);
        }

        if (listing is not { Files: not null, Folders: not null })
        {
            throw grant.NoAnswer();
        }

        // Half of a folder would make files look missing that are there.
        return listing.Truncated || listing.Unreadable?.Count >= 1000
            ? throw new AnchorageException(
                ErrorCodes.FileTooMany, ("instance", grant.Instance.Name), ("problem", $"{grant.Instance.Name} has more below this folder than a comparison takes in one minute, or cannot read a thousand files of it"))
            : new Walked(listing, Exists: true, listing.Began >= sent - ClockTolerance && listing.Ended <= time.GetUtcNow().ToUnixTimeMilliseconds() + ClockTolerance);
    }

    private static ComparedFolder Folder(InstanceGrant grant, string path, Walked walked) =>
        new(grant.Instance.InstanceId, path, walked.Exists, walked.Listing.Files.Count, walked.Listing.Unreadable ?? []);

    private static ComparisonSummary Summary(ComparedItem[] items)
    {
        Dictionary<ComparedStatus, int> counts = items.CountBy(i => i.Status).ToDictionary();
        return new ComparisonSummary(
            counts.GetValueOrDefault(ComparedStatus.OnlyInSource),
            counts.GetValueOrDefault(ComparedStatus.OnlyInDestination),
            counts.GetValueOrDefault(ComparedStatus.Identical),
            counts.GetValueOrDefault(ComparedStatus.NewerInSource),
            counts.GetValueOrDefault(ComparedStatus.NewerInDestination),
            counts.GetValueOrDefault(ComparedStatus.Conflict));
    }

    private sealed record Walked(TreeListing Listing, bool Exists, bool ClockAgrees);
}
