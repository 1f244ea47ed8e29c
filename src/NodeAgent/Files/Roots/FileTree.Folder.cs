using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Roots;

/// <content>Entries of folders.</content>
internal sealed unsafe partial class FileTree
{
    private const int EntriesBuffer = 256 * 1024;

    /// <summary>The names in a folder, in no order.</summary>
    /// <param name="folder">Opened for reading, not read yet.</param>
    /// <param name="most">More than these are refused.</param>
    /// <param name="path">For messages.</param>
    internal static List<FolderName> Names(SafeFileHandle folder, int most, FilePath path)
    {
        List<FolderName> names = [];
        byte* buffer = (byte*)NativeMemory.Alloc(EntriesBuffer);
        try
        {
            while (true)
            {
                nint length = FileCalls.Syscall(FileConstants.SyscallGetEntries, Number(folder), (nint)buffer, EntriesBuffer, 0);
                if (length < 0)
                {
                    throw FileErrors.Last(path.ToString());
                }

                if (length == 0)
                {
                    return names;
                }

                Take(buffer, length, names);
                if (names.Count > most)
                {
                    throw new LinkRequestException(FileErrors.TooMany, $"{path} has more than {most} entries.");
                }
            }
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    // struct linux_dirent64: inode 8, offset 8, length 2, type 1, the name with its end.
    private static void Take(byte* buffer, nint length, List<FolderName> names)
    {
        for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
        {
            ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + 19);
            if (name is not ([(byte)'.'] or [(byte)'.', (byte)'.']))
            {
                names.Add(new FolderName(name.ToArray(), buffer[at + 18]));
            }
        }
    }
}
