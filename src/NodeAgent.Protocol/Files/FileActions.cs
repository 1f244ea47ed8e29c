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

    /// <summary>Those that change nothing.</summary>
    public static readonly FrozenSet<string> Reading = FrozenSet.Create(StringComparer.Ordinal, List, Stat, Read, ListTrash);

    /// <summary>Those that change something.</summary>
    public static readonly FrozenSet<string> Changing = FrozenSet.Create(
        StringComparer.Ordinal, Write, MakeFolder, Move, Copy, Mode, Delete, Restore, Empty);
}
