using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Roots;

/// <content>Changes: always a name in the handle of its folder.</content>
internal sealed unsafe partial class FileTree
{
    private const int MaxLinks = 8;

    /// <summary>Makes a folder; false when something with the name is there.</summary>
    internal static bool TryMakeFolder(SafeFileHandle folder, byte[] name, FilePath path, uint mode = 0x1ED)
    {
        fixed (byte* start = Bytes.End(name))
        {
            return FileCalls.MakeFolderAt(Number(folder), start, mode) == 0
                || (Marshal.GetLastPInvokeError() is var error && error == FileConstants.Exists ? false : throw FileErrors.Of(error, path.ToString()));
        }
    }

    /// <summary>Makes a new file for writing, which nobody else may read yet.</summary>
    internal static SafeFileHandle MakeFile(SafeFileHandle folder, byte[] name, FilePath path)
    {
        fixed (byte* start = Bytes.End(name))
        {
            const int flags = FileConstants.OpenWriteOnly | FileConstants.OpenCreate | FileConstants.OpenExclusive | FileConstants.OpenCloseOnExec;
            return Own(FileCalls.OpenAt(Number(folder), start, flags | FileConstants.OpenNoFollow, 0x180), path);
        }
    }

    /// <summary>Gives something another name.</summary>
    /// <param name="replace">False to refuse when the new name is taken.</param>
    /// <returns>False when the places lie on different file systems.</returns>
    internal static bool TryRename(SafeFileHandle folder, byte[] name, SafeFileHandle newFolder, byte[] newName, bool replace, FilePath path)
    {
        RequireNoMount(folder, name, path);
        RequireNoMount(newFolder, newName, path);
        fixed (byte* from = Bytes.End(name))
        fixed (byte* to = Bytes.End(newName))
        {
            return FileCalls.RenameAt(Number(folder), from, Number(newFolder), to, replace ? 0 : FileConstants.RenameNoReplace) == 0
                || (Marshal.GetLastPInvokeError() is var error && error == FileConstants.CrossDevice ? false : throw FileErrors.Of(error, path.ToString()));
        }
    }

    /// <summary>Lets two names of one folder change places, in one step.</summary>
    internal static void Exchange(SafeFileHandle folder, byte[] name, byte[] other, FilePath path)
    {
        RequireNoMount(folder, name, path);
        RequireNoMount(folder, other, path);
        fixed (byte* from = Bytes.End(name))
        fixed (byte* to = Bytes.End(other))
        {
            Demand(FileCalls.RenameAt(Number(folder), from, Number(folder), to, FileConstants.RenameExchange), path);
        }
    }

    /// <summary>Opens a regular file of a folder for writing, without following a link.</summary>
    internal static SafeFileHandle OpenToWrite(SafeFileHandle folder, byte[] name, FilePath path)
    {
        fixed (byte* start = Bytes.End(name))
        {
            // Non-blocking: a pipe that somebody put in its place must not hold the thread.
            const int flags = FileConstants.OpenWriteOnly | FileConstants.OpenCloseOnExec | FileConstants.OpenNonBlocking;
            SafeFileHandle file = Own(FileCalls.OpenAt(Number(folder), start, flags | FileConstants.OpenNoFollow, 0), path);
            try
            {
                return Stat(file, path).IsFile ? file : throw new LinkRequestException(FileErrors.Special, $"{path} is no regular file.");
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Removes a name: of an empty folder, or of anything else.</summary>
    internal static void Remove(SafeFileHandle folder, byte[] name, bool isFolder, FilePath path)
    {
        RequireNoMount(folder, name, path);
        fixed (byte* start = Bytes.End(name))
        {
            if (FileCalls.UnlinkAt(Number(folder), start, isFolder ? FileConstants.AtRemoveFolder : 0) < 0 && Marshal.GetLastPInvokeError() is var error && error != FileConstants.NoEntry)
            {
                throw FileErrors.Of(error, path.ToString());
            }
        }
    }

    /// <summary>Makes a symbolic link.</summary>
    internal static void MakeLink(byte[] target, SafeFileHandle folder, byte[] name, FilePath path)
    {
        fixed (byte* to = Bytes.End(target))
        fixed (byte* start = Bytes.End(name))
        {
            Demand(FileCalls.SymbolicLinkAt(to, Number(folder), start), path);
        }
    }

    /// <summary>Gives a file of one folder a further name in another.</summary>
    internal static void MakeHardLink(SafeFileHandle from, byte[] name, SafeFileHandle folder, byte[] newName, FilePath path)
    {
        fixed (byte* old = Bytes.End(name))
        fixed (byte* start = Bytes.End(newName))
        {
            Demand(FileCalls.LinkAt(Number(from), old, Number(folder), start, 0), path);
        }
    }

    /// <summary>Sets permission bits of an open file or folder.</summary>
    internal static void SetMode(SafeFileHandle handle, uint mode, FilePath path) => Demand(FileCalls.ChangeMode(Number(handle), mode), path);

    /// <summary>Sets permission bits of what was found, which need not be readable.</summary>
    internal static void SetModeOfFound(SafeFileHandle found, uint mode, FilePath path)
    {
        fixed (byte* start = Bytes.End(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{Number(found)}"))))
        {
            Demand(FileCalls.ChangeModeOf(start, mode), path);
        }
    }

    /// <summary>Gives a file to its former owner as far as that is allowed.</summary>
    internal static void TrySetOwner(SafeFileHandle handle, uint user, uint group)
    {
        if (FileCalls.ChangeOwner(Number(handle), user, group) < 0)
        {
            _ = FileCalls.ChangeOwner(Number(handle), uint.MaxValue, group);
        }
    }

    /// <summary>Sets the time of the content.</summary>
    internal static void TrySetTime(SafeFileHandle handle, long seconds, uint nanoseconds)
    {
        long* times = stackalloc long[4] { seconds, nanoseconds, seconds, nanoseconds };
        _ = FileCalls.ChangeTimes(Number(handle), times);
    }

    /// <summary>Writes all of it.</summary>
    internal static void Write(SafeFileHandle file, ReadOnlySpan<byte> data, FilePath path)
    {
        fixed (byte* start = data)
        {
            int done = 0;
            while (done < data.Length)
            {
                nint count = FileCalls.Write(Number(file), start + done, (nuint)(data.Length - done));
                if (count < 0 && Marshal.GetLastPInvokeError() is var error && error != FileConstants.Interrupted)
                {
                    throw FileErrors.Of(error, path.ToString());
                }

                done += (int)Math.Max(count, 0);
            }
        }
    }

    /// <summary>Writes all of it to a place in a file.</summary>
    internal static void WriteAt(SafeFileHandle file, ReadOnlySpan<byte> data, long offset, FilePath path)
    {
        fixed (byte* start = data)
        {
            int done = 0;
            while (done < data.Length)
            {
                nint count = FileCalls.WriteAt(Number(file), start + done, (nuint)(data.Length - done), offset + done);
                if (count < 0 && Marshal.GetLastPInvokeError() is var error && error != FileConstants.Interrupted)
                {
                    throw FileErrors.Of(error, path.ToString());
                }

                done += (int)Math.Max(count, 0);
            }
        }
    }

    /// <summary>Reads from a place in a file: how many bytes, 0 at its end.</summary>
    internal static int Read(SafeFileHandle file, Span<byte> buffer, long offset, FilePath path)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = FileCalls.ReadAt(Number(file), start, (nuint)buffer.Length, offset);
                if (count >= 0)
                {
                    return (int)count;
                }

                if (Marshal.GetLastPInvokeError() is var error && error != FileConstants.Interrupted)
                {
                    throw FileErrors.Of(error, path.ToString());
                }
            }
        }
    }

    /// <summary>Brings what was written to the disk.</summary>
    internal static void Flush(SafeFileHandle file, FilePath path) => Demand(FileCalls.Flush(Number(file)), path);

    /// <summary>Refuses when the instance's user may not write the file itself: replacing it would only need the folder.</summary>
    internal static void RequireWritable(SafeFileHandle folder, byte[] name, FilePath path)
    {
        fixed (byte* start = Bytes.End(name))
        {
            Demand((int)FileCalls.Syscall(FileConstants.SyscallAccessAt2, Number(folder), (nint)start, FileConstants.WriteAccess, FileConstants.AtEffective | FileConstants.AtNoFollow), path);
        }
    }

    /// <summary>The folder and the name behind a path whose last part may be a link, or may not exist yet.</summary>
    internal (SafeFileHandle Folder, FilePath Path) FindPlace(FilePath path, bool followLast)
    {
        for (int link = 0; ; link++)
        {
            if (path.IsRoot)
            {
                throw new LinkRequestException(FileErrors.InvalidRequest, "The root itself cannot be changed.");
            }

            SafeFileHandle folder = OpenFolder(path.Parent);
            try
            {
                if (!followLast || TryStatAt(folder, path.Name, path) is not { IsLink: true })
                {
                    return (folder, path);
                }

                if (link == MaxLinks)
                {
                    throw FileErrors.Of(FileConstants.LinkLoop, path.ToString());
                }

                byte[] target = ReadLink(folder, path.Name, path);
                folder.Dispose();
                path = target is [(byte)'/', ..]
                    ? FilePath.FromBytes(target)
                    : FilePath.FromBytes([.. path.Parent.Names.SelectMany(name => (byte[])[(byte)'/', .. name]), (byte)'/', .. target]);
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
    }

    /// <summary>The kernel keeps a process from moving what is mounted in its own view. Mounts of a container are in another view than the agent's, so this is looked at here.</summary>
    private static void RequireNoMount(SafeFileHandle folder, byte[] name, FilePath path)
    {
        if (TryStatAt(folder, name, path) is { IsMount: true })
        {
            throw FileErrors.Of(FileConstants.Busy, path.ToString());
        }
    }

    private static void Demand(int result, FilePath path)
    {
        if (result < 0)
        {
            throw FileErrors.Last(path.ToString());
        }
    }
}
