using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Trash;

/// <summary>
/// What was deleted, in <c>.anchorage-trash</c> of the home folder: a folder per deletion with the object as <c>item</c> and where it was in <c>info</c>. It belongs to the
/// instance's user, who may write anything there, so what stands in it is checked like what a client sends.
/// </summary>
internal sealed class TrashFolder(FilePath home, FilesOptions options, TimeProvider time)
{
    private const int MaxListed = 10_000;
    private const int MaxInfo = 128 * 1024;
    private static readonly byte[] Item = "item"u8.ToArray();
    private static readonly byte[] Info = "info"u8.ToArray();
    private readonly FilePath _path = home.Child(".anchorage-trash"u8.ToArray());

    /// <summary>Puts something into the trash.</summary>
    internal TrashEntry Put(FileTree tree, FilePath path, CancellationToken cancellationToken)
    {
        if (path.IsRoot || _path.IsWithin(path) || path.IsWithin(_path))
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"{path} holds the trash itself. Empty the trash, or delete what is in the folder.");
        }

        (SafeFileHandle from, FilePath source) = tree.FindPlace(path, followLast: false);
        using (from)
        {
            Statx stat = FileTree.TryStatAt(from, source.Name, source) ?? throw FileErrors.Of(FileConstants.NoEntry, path.ToString());
            DateTimeOffset now = time.GetUtcNow();
            string id = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMddHHmmssfff}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
            TrashEntry entry = new(id, path.ToString(), FileTree.Kind(stat), stat.IsFile ? (long)stat.Size : 0, now);
            using SafeFileHandle trash = Open(tree, make: true)!;
            byte[] name = Encoding.ASCII.GetBytes(id);
            FileTree.TryMakeFolder(trash, name, _path, 0x1C0);
            try
            {
                using SafeFileHandle place = FileTree.OpenFolderAt(trash, name, _path);
                using (SafeFileHandle info = FileTree.MakeFile(place, Info, _path))
                {
                    FileTree.Write(info, ProtocolJson.WriteBytes(entry), _path);
                }

                TreeMove.Move(tree, from, source.Name, place, Item, replace: false, path, options, cancellationToken);
            }
            catch
            {
                TreeRemoval.Remove(trash, name, _path, CancellationToken.None);
                throw;
            }

            return entry;
        }
    }

    /// <summary>What is in it, newest first.</summary>
    internal IReadOnlyList<TrashEntry> List(FileTree tree)
    {
        using SafeFileHandle? trash = Open(tree, make: false);
        if (trash is null)
        {
            return [];
        }

        return
        [
            .. FileTree.Names(trash, options.MaxFolderEntries, _path).Select(name => Encoding.UTF8.GetString(name.Name)).Where(IsId)
                .OrderDescending(StringComparer.Ordinal).Take(MaxListed).Select(id => Read(tree, trash, id)).OfType<TrashEntry>(),
        ];
    }

    /// <summary>Takes something back.</summary>
    internal FilePath Restore(FileTree tree, string id, string? target, CancellationToken cancellationToken)
    {
        using SafeFileHandle trash = Open(tree, make: false) ?? throw NoSuch(id);
        TrashEntry entry = (IsId(id) ? Read(tree, trash, id) : null) ?? throw NoSuch(id);
        FilePath path = FilePath.Parse(target ?? entry.Path);
        if (path.IsRoot || path.IsWithin(_path))
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"Nothing is restored to {path}.");
        }

        Folders.Ensure(tree, path.Parent);
        byte[] name = Encoding.ASCII.GetBytes(id);
        using (SafeFileHandle place = FileTree.OpenFolderAt(trash, name, _path))
        using (SafeFileHandle to = tree.OpenFolder(path.Parent))
        {
            TreeMove.Move(tree, place, Item, to, path.Name, replace: false, path, options, cancellationToken);
        }

        TreeRemoval.Remove(trash, name, _path, cancellationToken);
        return path;
    }

    /// <summary>Removes one entry, or all, for good.</summary>
    internal int Empty(FileTree tree, string? id, CancellationToken cancellationToken)
    {
        using SafeFileHandle? trash = Open(tree, make: false);
        string[] ids = id is not null
            ? (IsId(id) && trash is not null && FileTree.TryStatAt(trash, Encoding.ASCII.GetBytes(id), _path) is not null ? [id] : throw NoSuch(id))
            : trash is null ? []
            : [.. FileTree.Names(trash, options.MaxFolderEntries, _path).Select(name => Encoding.UTF8.GetString(name.Name)).Where(IsId)];
        foreach (string one in ids)
        {
            TreeRemoval.Remove(trash!, Encoding.ASCII.GetBytes(one), _path, cancellationToken);
        }

        return ids.Length;
    }

    private static bool IsId(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiDigit(c) || c is (>= 'a' and <= 'f') or '-');

    private static LinkRequestException NoSuch(string id) => new(FileErrors.NotFound, $"There is no {(IsId(id) ? id : "such entry")} in the trash.");

    private SafeFileHandle? Open(FileTree tree, bool make)
    {
        if (make)
        {
            using SafeFileHandle above = tree.OpenFolder(home);
            FileTree.TryMakeFolder(above, _path.Name, _path, 0x1C0);
        }

        try
        {
            return tree.OpenFolder(_path);
        }
        catch (LinkRequestException e) when (!make && e.Code == FileErrors.NotFound)
        {
            return null;
        }
    }

    private TrashEntry? Read(FileTree tree, SafeFileHandle trash, string id)
    {
        try
        {
            using SafeFileHandle place = FileTree.OpenFolderAt(trash, Encoding.ASCII.GetBytes(id), _path);
            using SafeFileHandle info = tree.OpenFileAt(place, Info, _path);
            byte[] buffer = new byte[MaxInfo];
            int length = FileTree.Read(info, buffer, 0, _path);
            TrashEntry entry = ProtocolJson.Read<TrashEntry>(buffer.AsSpan(0, length));
            return entry is { Path: not null, Kind: not null } && entry.Id == id ? entry : null;
        }
        catch (Exception e) when (e is LinkRequestException or JsonException)
        {
            return null;
        }
    }
}
