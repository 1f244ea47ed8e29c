using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Anchorage.Api.Sync;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Comparing and copying between two instances (inventory D16).</summary>
internal static class SyncTools
{
    private const int MaxListed = 500;
    private const string Source = "Id or name of the instance that is read.";
    private const string Target = "Id or name of the instance that is written.";
    private static readonly ImmutableArray<string> Writes = [Permissions.CommandInstance, Permissions.WriteFiles, Permissions.BrowseFiles];

    public static readonly ImmutableArray<Tool> All =
    [
        new Tool<CompareArguments, CompareResult>(
            "compare_files_cross_instance", "Compare two folders", "Compares a folder of one instance with a folder of another one by size and content. Writes nothing.",
            ToolNature.Reads, [Permissions.BrowseFiles], CompareAsync) { SourcePermissions = [Permissions.BrowseFiles] },
        new Tool<ExecuteArguments, SyncReport>(
            "execute_sync_from_comparison", "Copy what a comparison found",
            "Copies items of a comparison from the source to the target. One whose source or target changed since is reported as a conflict and not written.",
            ToolNature.Destroys, Writes, ExecuteAsync) { SourcePermissions = [Permissions.ReadFiles] },
        new Tool<FilesArguments, SyncReport>(
            "cross_instance_sync_files", "Copy files to another instance", "Copies files from a folder of one instance to a folder of another one and replaces what is there, keeping it as a backup.",
            ToolNature.Destroys, Writes, FilesAsync) { SourcePermissions = [Permissions.ReadFiles] },
        new Tool<CompareArguments, FolderResult>(
            "cross_instance_sync_folder", "Copy a folder to another instance",
            "Compares two folders and copies what the target lacks or has in an older version. Conflicts and what is newer in the target are left alone and listed; nothing is deleted.",
            ToolNature.Destroys, Writes, FolderAsync) { SourcePermissions = [Permissions.BrowseFiles, Permissions.ReadFiles] },
    ];

    private static async Task<CompareResult> CompareAsync(ToolCall call, CompareArguments a)
    {
        Comparison found = await FindAsync(call, a);
        return new CompareResult(found.Summary, [.. found.Items.Take(MaxListed).Select(ToolItem.Of)], found.Items.Count > MaxListed, found.ClocksAgree, found.Source.Unreadable.Count, found.Destination.Unreadable.Count);
    }

    private static Task<SyncReport> ExecuteAsync(ToolCall call, ExecuteArguments a) => CopyAsync(
        call, a.SourcePath, a.TargetPath, [.. a.Items.Select(i => new SyncItem(SyncFolders.Relative(i?.Path, "items"), i!.SourceEtag, i.TargetEtag))]);

    private static Task<SyncReport> FilesAsync(ToolCall call, FilesArguments a) => CopyAsync(
        call, a.SourcePath, a.TargetPath, [.. a.Files.Select(f => new SyncItem(SyncFolders.Relative(f, "files"), null, null, Replace: true))]);

    private static async Task<FolderResult> FolderAsync(ToolCall call, CompareArguments a)
    {
        Comparison found = await FindAsync(call, a);
        SyncItem[] items = [.. found.Items.Where(i => i.Status is ComparedStatus.OnlyInSource or ComparedStatus.NewerInSource && i.Source?.SymlinkTarget is null).Select(SyncItem.Of)];
        if (items.Length > FileCopier.MaxItems)
        {
            throw Paging.Invalid("sourcePath", $"holds {items.Length} files to copy; {FileCopier.MaxItems} are copied at once. Choose a folder below, or exclude some");
        }

        ToolItem[] left = [.. found.Items.Where(i => i.Status is ComparedStatus.Conflict or ComparedStatus.NewerInDestination).Take(MaxListed).Select(ToolItem.Of)];
        SyncReport report = items.Length == 0 ? new SyncReport(0, 0, 0, 0, []) : await CopyAsync(call, a.SourcePath, a.TargetPath, items);
        return new FolderResult(found.Summary, report.TotalFiles, report.Successful, report.Failed, [.. report.Results.Where(r => !r.Success).Take(MaxListed)], left);
    }

    private static Task<Comparison> FindAsync(ToolCall call, CompareArguments a)
    {
        (SyncSide source, SyncSide target) = Sides(call, a.SourcePath, a.TargetPath);
        return call.Services.Comparer.CompareAsync(source, target, new CompareWishes(a.Exclude is null ? null : [.. a.Exclude]), call.Over);
    }

    private static Task<SyncReport> CopyAsync(ToolCall call, string sourcePath, string targetPath, IReadOnlyList<SyncItem> items)
    {
        (SyncSide source, SyncSide target) = Sides(call, sourcePath, targetPath);
        return call.Services.Copier.CopyAsync(source, target, items, backup: true, done => call.Report(done * 100f / items.Count, $"{done} of {items.Count} files."), call.Over);
    }

    private static (SyncSide Source, SyncSide Target) Sides(ToolCall call, string sourcePath, string targetPath) => (
        SyncFolders.Side(call.Source!.Caller, call.Source.Instance, sourcePath, "sourceInstance", "sourcePath"),
        SyncFolders.Side(call.Caller, call.Instance, targetPath, "targetInstance", "targetPath"));

    internal sealed record CompareArguments(
        [property: Description(Source), StringLength(64)] string SourceInstance,
        [property: Description(Target), StringLength(64)] string TargetInstance,
        [property: Description("Folder in the source."), StringLength(8192)] string SourcePath,
        [property: Description("Folder in the target; may be missing."), StringLength(8192)] string TargetPath,
        [property: Description("Names and paths that are left out, such as node_modules/, *.log, src/gen/**; without it .git, .doh, node_modules and .DS_Store."), MaxLength(100)]
        IReadOnlyList<string>? Exclude = null) : IFromInstance;

    internal sealed record CompareResult(
        ComparisonSummary Summary,
        [property: Description("What differs, by path; the first 500.")] IReadOnlyList<ToolItem> Items,
        [property: Description("True when more differs than is listed.")] bool Truncated,
        [property: Description("False when the clocks of the nodes differ, so that nothing is called newer.")] bool ClocksAgree,
        int UnreadableInSource,
        int UnreadableInTarget);

    internal sealed record ToolItem(
        string Path,
        [property: Description("onlyInSource, onlyInDestination, identical, newerInSource, newerInDestination or conflict.")] ComparedStatus Status,
        string? Reason,
        [property: Description("For execute_sync_from_comparison.")] string? SourceEtag,
        [property: Description("For execute_sync_from_comparison; null when the target has none.")] string? TargetEtag)
    {
        internal static ToolItem Of(ComparedItem item) => new(item.Path, item.Status, item.Reason, item.Source?.Etag, item.Destination?.Etag);
    }

    internal sealed record ChosenItem(
        [property: Description("Path from the folders on.")] string Path,
        [property: Description("As the comparison told it.")] string SourceEtag,
        [property: Description("As the comparison told it; null when the target had none.")] string? TargetEtag = null);

    internal sealed record ExecuteArguments(
        [property: Description(Source), StringLength(64)] string SourceInstance,
        [property: Description(Target), StringLength(64)] string TargetInstance,
        [property: Description("Folder in the source."), StringLength(8192)] string SourcePath,
        [property: Description("Folder in the target."), StringLength(8192)] string TargetPath,
        [property: Description("Items of the comparison."), MinLength(1), MaxLength(MaxListed)] IReadOnlyList<ChosenItem> Items) : IFromInstance;

    internal sealed record FilesArguments(
        [property: Description(Source), StringLength(64)] string SourceInstance,
        [property: Description(Target), StringLength(64)] string TargetInstance,
        [property: Description("Folder in the source."), StringLength(8192)] string SourcePath,
        [property: Description("Folder in the target; made when it is missing."), StringLength(8192)] string TargetPath,
        [property: Description("Paths from the folders on."), MinLength(1), MaxLength(MaxListed)] IReadOnlyList<string> Files) : IFromInstance;

    internal sealed record FolderResult(
        ComparisonSummary Summary,
        int TotalFiles,
        int Successful,
        int Failed,
        [property: Description("What could not be copied; the first 500.")] IReadOnlyList<SyncResult> Failures,
        [property: Description("Conflicts, and what is newer in the target; the first 500.")] IReadOnlyList<ToolItem> LeftAlone);
}
