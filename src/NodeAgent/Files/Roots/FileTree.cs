using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>
/// The objects beneath one root folder. The kernel resolves every path beneath the handle, so no link and no race leads out; what is found is looked at before it is opened, so
/// that no pipe and no device is. Runs on the threads of <see cref="FileThreads"/> only.
/// </summary>
internal sealed unsafe partial class FileTree(SafeFileHandle root, IdMap users, IdMap groups)
{
    // A path of one call may have 4096 bytes; longer ones are walked in pieces.
    private const int Piece = 4000;
    private const int Retries = 64;

    /// <summary>Permission bits in octal, four digits.</summary>
    private static readonly string[] Modes = [.. Enumerable.Range(0, 0x1000).Select(bits => Convert.ToString(bits, 8).PadLeft(4, '0'))];

    // Kernel interfaces that look like files: reading and writing them does things.
    private static readonly long[] Special =
    [
        0x9fa0, 0x62656572, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163, 0x73636673, 0x1cd1, 0x19800202, 0xcafe4a11, 0x6165676c, 0xde5e81e4, 0x62656570, 0xf97cff8c, 0x6e736673,
        0x65735543, 0x42494e4d, 0x5dca2df5,
    ];

    /// <summary>Finds an object, following links beneath the root; the handle names it and opens nothing.</summary>
    /// <exception cref="LinkRequestException">A code of <see cref="FileErrors"/>.</exception>
    internal SafeFileHandle Find(FilePath path)
    {
        SafeFileHandle? at = null;
        try
        {
            int next = 0;
            do
            {
                byte[] piece = TakePiece(path, ref next);
                SafeFileHandle found = Resolve(at ?? root, piece, at is null, path);
                at?.Dispose();
                at = found;
            }
            while (next < path.Names.Count);
            return at;
        }
        catch
        {
            at?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder for reading its entries and as the place of changes.</summary>
    internal SafeFileHandle OpenFolder(FilePath path)
    {
        using SafeFileHandle found = Find(path);
        if (!Stat(found, path).IsFolder)
        {
            throw FileErrors.Of(FileConstants.NotFolder, path.ToString());
        }

        return Reopen(found, FileConstants.OpenFolder, path);
    }

    /// <summary>Opens a regular file for reading.</summary>
    internal SafeFileHandle OpenFile(FilePath path)
    {
        using SafeFileHandle found = Find(path);
        return OpenFile(found, path);
    }

    /// <summary>Opens a file that was found.</summary>
    internal SafeFileHandle OpenFile(SafeFileHandle found, FilePath path)
    {
        Statx stat = Stat(found, path);
        return stat.IsFile ? Reopen(found, 0, path)
            : stat.IsFolder ? throw FileErrors.Of(FileConstants.IsFolder, path.ToString())
            : throw new LinkRequestException(FileErrors.Special, $"{path} is a device, a pipe or a socket; only files and folders are read.");
    }

    /// <summary>Opens a folder that lies in another one, without following a link.</summary>
    internal static SafeFileHandle OpenFolderAt(SafeFileHandle folder, byte[] name, FilePath path)
    {
        fixed (byte* start = Bytes.End(name))
        {
            return Own(FileCalls.OpenAt(Number(folder), start, FileConstants.OpenFolder | FileConstants.OpenNoFollow | FileConstants.OpenCloseOnExec, 0), path);
        }
    }

    /// <summary>The same for a walk, which does not go into what is the kernel's own.</summary>
    internal SafeFileHandle EnterFolderAt(SafeFileHandle folder, byte[] name, FilePath path)
    {
        using SafeFileHandle found = FindAt(folder, name, path);
        return Stat(found, path).IsFolder ? Reopen(found, FileConstants.OpenFolder, path) : throw FileErrors.Of(FileConstants.NotFolder, path.ToString());
    }

    /// <summary>Opens a regular file that lies in a folder, without following a link.</summary>
    internal SafeFileHandle OpenFileAt(SafeFileHandle folder, byte[] name, FilePath path)
    {
        using SafeFileHandle found = FindAt(folder, name, path);
        return OpenFile(found, path);
    }

    /// <summary>What an open handle names.</summary>
    internal static Statx Stat(SafeFileHandle handle, FilePath path)
    {
        Statx stat;
        fixed (byte* empty = Bytes.Empty)
        {
            return FileCalls.Statx(Number(handle), empty, FileConstants.AtEmptyPath, FileConstants.StatxBasic, &stat) == 0 ? stat : throw FileErrors.Last(path.ToString());
        }
    }

    /// <summary>What a name in a folder stands for, a link for itself; null when there is nothing.</summary>
    internal static Statx? TryStatAt(SafeFileHandle folder, byte[] name, FilePath path)
    {
        Statx stat;
        fixed (byte* start = Bytes.End(name))
        {
            if (FileCalls.Statx(Number(folder), start, FileConstants.AtNoFollow, FileConstants.StatxBasic, &stat) == 0)
            {
                return stat;
            }
        }

        int error = Marshal.GetLastPInvokeError();
        return error == FileConstants.NoEntry ? null : throw FileErrors.Of(error, path.ToString());
    }

    /// <summary>The description that goes to clients.</summary>
    /// <param name="withPath">False in lists, where the folder is known.</param>
    internal FileEntry Describe(Statx stat, FilePath path, bool withPath, SafeFileHandle? folder = null)
    {
        string? target = stat.IsLink && folder is not null ? PathText.Encode(ReadLink(folder, path.Name, path)) : null;
        return Entry(stat, path.IsRoot ? [] : path.Name) with { Path = withPath ? path.ToString() : null, LinkTarget = target, TargetKind = stat.IsLink ? TargetKind(path) : null };
    }

    /// <summary>The description of what lies in a folder, for a list of it.</summary>
    internal FileEntry Describe(Statx stat, FilePath folderPath, SafeFileHandle folder, byte[] name) =>
        stat.IsLink ? Describe(stat, folderPath.Child(name), withPath: false, folder) : Entry(stat, name);

    /// <summary>When the content was changed last, as far as there is a date for it.</summary>
    internal static DateTimeOffset ModifiedAt(Statx stat) =>
        DateTimeOffset.FromUnixTimeMilliseconds((Math.Clamp(stat.ModifySeconds, -62_135_596_800, 253_402_300_799) * 1000) + (stat.ModifyNanoseconds / 1_000_000));

    /// <summary>A text that changes with the file. Time of change is part of it: a program that sets the time of the content back is noticed too. So is the mode, because a clock of the kernel may stand for some milliseconds.</summary>
    internal static string Etag(Statx stat)
    {
        ReadOnlySpan<ulong> facts =
        [
            ((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor, stat.Inode, stat.Size, stat.Mode,
            (ulong)stat.ModifySeconds, (ulong)stat.ChangeSeconds, ((ulong)stat.ModifyNanoseconds << 32) | stat.ChangeNanoseconds,
        ];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(facts), digest);
        return Convert.ToHexStringLower(digest[..12]);
    }

    internal static string Kind(Statx stat) => stat.IsFile ? "file" : stat.IsFolder ? "folder" : stat.IsLink ? "link" : "other";

    internal static byte[] ReadLink(SafeFileHandle folder, byte[] name, FilePath path)
    {
        byte[] buffer = new byte[4096];
        fixed (byte* start = Bytes.End(name))
        fixed (byte* target = buffer)
        {
            nint length = FileCalls.ReadLinkAt(Number(folder), start, target, (nuint)buffer.Length);
            return length >= 0 ? buffer[..(int)length] : throw FileErrors.Last(path.ToString());
        }
    }

    internal static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static SafeFileHandle Own(int descriptor, FilePath path) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw FileErrors.Last(path.ToString());

    /// <summary>Names what lies in a folder, a link for itself, without opening it.</summary>
    internal static SafeFileHandle FindAt(SafeFileHandle folder, byte[] name, FilePath path)
    {
        fixed (byte* start = Bytes.End(name))
        {
            return Own(FileCalls.OpenAt(Number(folder), start, FileConstants.OpenPath | FileConstants.OpenNoFollow | FileConstants.OpenCloseOnExec, 0), path);
        }
    }

    /// <summary>Opens what a handle names. The link in /proc is the kernel's own and leads to that very object, whatever happened to its name since.</summary>
    private static SafeFileHandle Reopen(SafeFileHandle found, int flags, FilePath path)
    {
        byte* facts = stackalloc byte[256];
        if (FileCalls.StatFileSystem(Number(found), facts) < 0)
        {
            throw FileErrors.Last(path.ToString());
        }

        if (Array.IndexOf(Special, *(long*)facts & 0xFFFFFFFF) >= 0)
        {
            throw new LinkRequestException(FileErrors.Special, $"{path} is an interface of the kernel, not a folder with files.");
        }

        fixed (byte* start = Bytes.End(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{Number(found)}"))))
        {
            return Own(FileCalls.Open(start, flags | FileConstants.OpenCloseOnExec | FileConstants.OpenNonBlocking, 0), path);
        }
    }

    private static byte[] TakePiece(FilePath path, ref int next)
    {
        using MemoryStream piece = new();
        while (next < path.Names.Count && piece.Length + path.Names[next].Length < Piece)
        {
            if (piece.Length > 0)
            {
                piece.WriteByte((byte)'/');
            }

            piece.Write(path.Names[next++]);
        }

        return piece.Length == 0 ? Bytes.Here : Bytes.End(piece.ToArray());
    }

    /// <summary>Further pieces are resolved beneath the one before: a link in them that leads elsewhere is refused, since it would be read as beginning there.</summary>
    private static SafeFileHandle Resolve(SafeFileHandle from, byte[] piece, bool first, FilePath path)
    {
        ulong* how = stackalloc ulong[3]
        {
            FileConstants.OpenPath | FileConstants.OpenCloseOnExec, 0, FileConstants.ResolveNoMagicLinks | (first ? FileConstants.ResolveInRoot : FileConstants.ResolveBeneath),
        };
        fixed (byte* start = piece)
        {
            for (int attempt = 0; ; attempt++)
            {
                nint descriptor = FileCalls.Syscall(FileConstants.SyscallOpenAt2, Number(from), (nint)start, (nint)how, 24);
                if (descriptor >= 0)
                {
                    return new SafeFileHandle(descriptor, ownsHandle: true);
                }

                int error = Marshal.GetLastPInvokeError();

                // The kernel gives up when something above is renamed meanwhile, rather than follow it.
                if (error is not (FileConstants.Again or FileConstants.Interrupted) || attempt == Retries)
                {
                    throw FileErrors.Of(error, path.ToString());
                }
            }
        }
    }

    private FileEntry Entry(Statx stat, ReadOnlySpan<byte> name) => new(
        PathText.Encode(name), null, Kind(stat), (long)stat.Size, ModifiedAt(stat), Modes[stat.Mode & 0xFFF], users.Inside(stat.User), groups.Inside(stat.Group), Etag(stat));

    private string? TargetKind(FilePath path)
    {
        try
        {
            using SafeFileHandle target = Find(path);
            return Kind(Stat(target, path));
        }
        catch (LinkRequestException)
        {
            return null;
        }
    }
}
