using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Anchorage.Api.Files;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Files of an instance.</summary>
internal static class FileTools
{
    private const int MaxRead = 256 * 1024;
    private const string PathText = @"Absolute path in the instance; a byte that is no UTF-8 is written \xHH, a backslash \\.";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static readonly ImmutableArray<Tool> All =
    [
        new Tool<ListArguments, FolderListing>(
            "list_files", "List a folder", "Lists a folder of an instance, a page at a time; the home folder without a path.", ToolNature.Reads, [Permissions.ReadFiles], ListAsync),
        new Tool<ReadArguments, ReadAnswer>(
            "read_file", "Read a file", "Reads a file, or a piece of it. Text comes as it is, anything else as base64.", ToolNature.Reads, [Permissions.ReadFiles], ReadAsync),
        new Tool<WriteArguments, FileEntry>(
            "write_file", "Write a file", "Writes a whole file: all of it or nothing. With ifMatch only when the file is still the one that was read.",
            ToolNature.Destroys, [Permissions.WriteFiles], (call, a) => WriteAsync(call, new FileContent(a.Path, a.Content, a.Encoding), a.IfMatch)),
        new Tool<SyncArguments, SyncAnswer>(
            "sync_files", "Write files", "Writes several files of one instance, each of them whole or not at all. One that fails does not stop the others.",
            ToolNature.Destroys, [Permissions.WriteFiles], SyncAsync),
        new Tool<MoveArguments, FileEntry>(
            "move_file", "Move a file", "Moves or renames a file or folder of an instance.", ToolNature.Destroys, [Permissions.WriteFiles], MoveAsync),
        new Tool<DeleteArguments, TrashEntry>(
            "delete_file", "Delete a file", "Puts a file or folder into the instance's trash, from where it can be restored.", ToolNature.Destroys, [Permissions.WriteFiles], DeleteAsync),
    ];

    private static Task<FolderListing> ListAsync(ToolCall call, ListArguments a) =>
        call.Services.Files.AskAsync<FolderListing>(call.Caller, call.Instance, FileActions.List, new ListFolder(a.Path, a.Cursor, a.Limit, "name", false), call.Over);

    private static async Task<ReadAnswer> ReadAsync(ToolCall call, ReadArguments a)
    {
        FileStreams files = call.Services.Files;
        InstanceGrant grant = await files.PermitAsync(call.Caller, call.Instance, FileActions.Read, new FilePlace(a.Path));
        await files.NoteReadingAsync(call.Caller, grant, a.Path);
        byte[] bytes = [];
        int have = 0;
        FileEntry entry = await FileReader.ReadAsync(
            files,
            call.Caller,
            grant,
            found =>
            {
                bytes = a.Offset <= found.Size
                    ? new byte[Math.Min(a.Length, found.Size - a.Offset)]
                    : throw new AnchorageException(ErrorCodes.RangeNotSatisfiable, ("size", found.Size.ToString(CultureInfo.InvariantCulture)));
                return new FileRange(a.Offset, bytes.Length);
            },
            (_, data, _) =>
            {
                data.CopyTo(bytes.AsMemory(have));
                have += data.Length;
                return ValueTask.CompletedTask;
            },
            call.Over);
        (string content, string encoding) = Text(bytes, a.Encoding);
        return new ReadAnswer(a.Path, entry.Size, a.Offset, have, encoding, content, entry.Etag, a.Offset + have < entry.Size);
    }

    private static (string Content, string Encoding) Text(byte[] bytes, string wish)
    {
        if (wish != "base64" && !bytes.Contains((byte)0))
        {
            try
            {
                return (StrictUtf8.GetString(bytes), "utf8");
            }
            catch (DecoderFallbackException)
            {
                // No text, or cut within a character: the bytes say it.
            }
        }

        return (Convert.ToBase64String(bytes), "base64");
    }

    private static async Task<FileEntry> WriteAsync(ToolCall call, FileContent file, string? ifMatch)
    {
        byte[] bytes = Bytes(file);
        FileStreams files = call.Services.Files;
        InstanceGrant grant = await files.PermitAsync(call.Caller, call.Instance, FileActions.Write, new WriteFile(file.Path, ifMatch, false, true, bytes.Length, null));
        using MemoryStream body = new(bytes);
        return await files.AuditAsync(call.Caller, grant, AuditActions.FileWritten, () => FileWriter.WriteAsync(files, call.Caller, grant, body, call.Over), ("path", file.Path));
    }

    private static byte[] Bytes(FileContent file)
    {
        try
        {
            return file.Encoding == "base64" ? Convert.FromBase64String(file.Content) : Encoding.UTF8.GetBytes(file.Content);
        }
        catch (FormatException)
        {
            throw Paging.Invalid("content", "is no base64");
        }
    }

    private static async Task<SyncAnswer> SyncAsync(ToolCall call, SyncArguments a)
    {
        List<SyncResult> results = [];
        foreach (FileContent file in a.Files)
        {
            try
            {
                FileEntry entry = await WriteAsync(call, file, null);
                results.Add(new SyncResult(file.Path, true, entry.Size, null, null));
            }
            catch (AnchorageException e) when (!call.Over.IsCancellationRequested)
            {
                results.Add(new SyncResult(file.Path, false, null, e.Code, ErrorRegistry.Describe(e.Code, e.Args)));
            }

            await call.Report(results.Count * 100f / a.Files.Count, $"{results.Count} of {a.Files.Count} files.");
        }

        int done = results.Count(static r => r.Success);
        return new SyncAnswer(results.Count, done, results.Count - done, results);
    }

    private static Task<FileEntry> MoveAsync(ToolCall call, MoveArguments a) => call.Services.Files.ChangeAsync<FileEntry>(
        call.Caller, call.Instance, FileActions.Move, new MoveFile(a.Path, a.Target, a.Overwrite), AuditActions.FileMoved, call.Over, ("path", a.Path), ("target", a.Target));

    private static Task<TrashEntry> DeleteAsync(ToolCall call, DeleteArguments a) => call.Services.Files.ChangeAsync<TrashEntry>(
        call.Caller, call.Instance, FileActions.Delete, new FilePlace(a.Path), AuditActions.FileDeleted, call.Over, ("path", a.Path));

    internal sealed record ListArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description(PathText), StringLength(8192)] string? Path = null,
        [property: Description("nextCursor of the page before."), StringLength(1000)] string? Cursor = null,
        [property: Description("Entries of a page."), Range(1, 1000)] int Limit = 200) : IOnInstance;

    internal sealed record ReadArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description(PathText), StringLength(8192)] string Path,
        [property: Description("First byte."), Range(0d, 9_007_199_254_740_991d)] long Offset = 0,
        [property: Description("How many bytes at most."), Range(1, MaxRead)] int Length = MaxRead,
        [property: Description("auto gives text where it is UTF-8 without NUL, else base64."), AllowedValues("auto", "base64")] string Encoding = "auto") : IOnInstance;

    internal sealed record ReadAnswer(
        string Path,
        [property: Description("Bytes of the whole file.")] long Size,
        long Offset,
        [property: Description("Bytes that were read.")] int Length,
        [property: Description("utf8 or base64.")] string Encoding,
        string Content,
        [property: Description("Names this content; for ifMatch.")] string Etag,
        [property: Description("True when the file goes on.")] bool More);

    internal sealed record WriteArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description(PathText), StringLength(8192)] string Path,
        [property: Description("All of the file.")] string Content,
        [property: Description("What content is."), AllowedValues("utf8", "base64")] string Encoding = "utf8",
        [property: Description("Etag that the present file must have."), StringLength(64)] string? IfMatch = null) : IOnInstance;

    internal sealed record FileContent(
        [property: Description(PathText)] string Path,
        [property: Description("All of the file.")] string Content,
        [property: Description("What content is: utf8 or base64.")] string Encoding = "utf8");

    internal sealed record SyncArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("The files; missing folders are made."), MinLength(1), MaxLength(200)] IReadOnlyList<FileContent> Files) : IOnInstance;

    internal sealed record SyncResult(string Path, bool Success, long? Size, [property: Description("A stable code.")] string? ErrorCode, string? Error);

    internal sealed record SyncAnswer(int TotalFiles, int Successful, int Failed, IReadOnlyList<SyncResult> Results);

    internal sealed record MoveArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description(PathText), StringLength(8192)] string Path,
        [property: Description("Its new path."), StringLength(8192)] string Target,
        [property: Description("True to replace a file that is there; a folder is never replaced.")] bool Overwrite = false) : IOnInstance;

    internal sealed record DeleteArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description(PathText), StringLength(8192)] string Path) : IOnInstance;
}
