using System.Collections.Frozen;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>What a stream of kind <c>files</c> does; its arguments are the record named with it.</summary>
public static class FileActions
{
    /// <summary>List a folder: <see cref="ListFolder"/>, answered with a <see cref="FolderListing"/>.</summary>
    public const string List = "list";

    /// <summary>Look at one object: <see cref="FilePlace"/>, answered with a <see cref="FileEntry"/>.</summary>
    public const string Stat = "stat";

    /// <summary>Read a file: <see cref="FilePlace"/>. Frames as in docs/protocol/files.md.</summary>
    public const string Read = "read";

    /// <summary>List what is in the trash: <see cref="NoArguments"/>, answered with <see cref="TrashListing"/>.</summary>
    public const string ListTrash = "list-trash";

    /// <summary>Write a file: <see cref="WriteFile"/>. Frames as in docs/protocol/files.md.</summary>
    public const string Write = "write";

    /// <summary>Make a folder: <see cref="MakeFolder"/>, answered with a <see cref="FileEntry"/>.</summary>
    public const string MakeFolder = "make-folder";

    /// <summary>Rename or move: <see cref="MoveFile"/>, answered with a <see cref="FileEntry"/>.</summary>
    public const string Move = "move";

    /// <summary>Copy: <see cref="MoveFile"/>, answered with a <see cref="FileEntry"/>.</summary>
    public const string Copy = "copy";

    /// <summary>Change the permission bits: <see cref="ChangeMode"/>, answered with a <see cref="FileEntry"/>.</summary>
    public const string Mode = "mode";

    /// <summary>Put into the trash: <see cref="FilePlace"/>, answered with a <see cref="TrashEntry"/>.</summary>
    public const string Delete = "delete";

    /// <summary>Take back from the trash: <see cref="RestoreFile"/>, answered with a <see cref="FileEntry"/>.</summary>
    public const string Restore = "restore";

    /// <summary>Remove from the trash for good: <see cref="EmptyTrash"/>, answered with a <see cref="TrashEmptied"/>.</summary>
    public const string Empty = "empty-trash";

    /// <summary>Look into a folder as system D does: <see cref="BrowseFolder"/>, answered with <see cref="BrowseListing"/>.</summary>
    public const string Browse = "browse";

    /// <summary>The folders below one: <see cref="FindFolders"/>, answered with <see cref="BrowseListing"/>.</summary>
    public const string Folders = "folders";

    /// <summary>Every file below a folder: <see cref="WalkFolder"/>, answered with <see cref="TreeListing"/>.</summary>
    public const string Tree = "tree";

    /// <summary>Begin a transfer that writes: <see cref="StartTransfer"/>, answered with <see cref="TransferReport"/>.</summary>
    public const string TransferUpload = "transfer-upload";

    /// <summary>Begin a transfer that reads: <see cref="StartTransfer"/>, answered with <see cref="TransferReport"/>.</summary>
    public const string TransferDownload = "transfer-download";

    /// <summary>How a transfer stands: <see cref="TransferPlace"/>, answered with <see cref="TransferReport"/>.</summary>
    public const string TransferStatus = "transfer-status";

    /// <summary>End a transfer and leave nothing of it: <see cref="TransferPlace"/>, answered with <see cref="TransferReport"/>.</summary>
    public const string TransferCancel = "transfer-cancel";

    /// <summary>Ask what is still missing: <see cref="TransferPlace"/>, answered with <see cref="TransferRest"/>.</summary>
    public const string TransferResume = "transfer-resume";

    /// <summary>Give a chunk: <see cref="ChunkPlace"/>. Frames as in docs/protocol/files.md.</summary>
    public const string TransferPut = "transfer-put";

    /// <summary>Take a chunk: <see cref="ChunkPlace"/>. Frames as in docs/protocol/files.md.</summary>
    public const string TransferGet = "transfer-get";

    /// <summary>Check what came and put it in place: <see cref="TransferPlace"/>, answered with <see cref="TransferReport"/>.</summary>
    public const string TransferFinish = "transfer-finish";

    /// <summary>Write several files, all or none: <see cref="Files.WriteBatch"/>. Frames as in docs/protocol/files.md.</summary>
    public const string WriteBatch = "write-batch";

    /// <summary>Make one folder or file hold what another one holds: <see cref="CopyDifferences"/>, answered with <see cref="BatchReport"/>.</summary>
    public const string CopyDifferences = "copy-differences";

    /// <summary>Remove what work on files left behind: <see cref="CleanUp"/>, answered with <see cref="CleanUpReport"/>.</summary>
    public const string CleanUp = "clean-up";

    /// <summary>Send a folder as an archive: <see cref="PackTree"/>. Frames as in docs/protocol/files.md.</summary>
    public const string Pack = "pack";

    /// <summary>Take an archive and unpack it: <see cref="UnpackArchive"/>. Frames as in docs/protocol/files.md.</summary>
    public const string Unpack = "unpack";

    /// <summary>Look for names and content: <see cref="SearchFiles"/>. Frames as in docs/protocol/files.md.</summary>
    public const string Search = "search";

    /// <summary>Those that tell what is there, and no content.</summary>
    public static readonly FrozenSet<string> Browsing = FrozenSet.Create(StringComparer.Ordinal, Browse, Folders, Tree);

    /// <summary>Those that change nothing.</summary>
    public static readonly FrozenSet<string> Reading = FrozenSet.Create(
        StringComparer.Ordinal, List, Stat, Read, ListTrash, TransferDownload, TransferStatus, TransferCancel, TransferResume, TransferGet, Pack, Search);

    /// <summary>Those that change something.</summary>
    public static readonly FrozenSet<string> Changing = FrozenSet.Create(
        StringComparer.Ordinal, Write, MakeFolder, Move, Copy, Mode, Delete, Restore, Empty, TransferUpload, TransferPut, TransferFinish, WriteBatch, CopyDifferences, CleanUp, Unpack);
}
