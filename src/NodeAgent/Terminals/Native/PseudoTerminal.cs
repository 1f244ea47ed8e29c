using System.Text;

namespace Anchorage.NodeAgent.Terminals.Native;

/// <summary>Makes pseudo terminals and sets their size.</summary>
internal static unsafe class PseudoTerminal
{
    /// <summary>Opens a new master, non-blocking and closed on exec. The caller owns the descriptor.</summary>
    /// <returns>The master and the path of its other side.</returns>
    /// <exception cref="LinuxException">The system has no PTY left.</exception>
    internal static (int Master, string Path) Open()
    {
        int master = LinuxException.Check(
            Libc.OpenPt(LinuxConstants.OpenReadWrite | LinuxConstants.OpenNoControllingTerminal | LinuxConstants.OpenCloseOnExec | LinuxConstants.OpenNonBlocking),
            "posix_openpt");
        try
        {
            LinuxException.Check(Libc.GrantPt(master), "grantpt");
            LinuxException.Check(Libc.UnlockPt(master), "unlockpt");
            byte* name = stackalloc byte[128];
            int error = Libc.PtsName(master, name, 128);
            if (error != 0)
            {
                throw new LinuxException("ptsname_r", error);
            }

            return (master, Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)));
        }
        catch
        {
            _ = Libc.Close(master);
            throw;
        }
    }

    /// <summary>Sets the size; the kernel sends SIGWINCH to the foreground processes when it changed.</summary>
    internal static void Resize(int master, int columns, int rows)
    {
        ushort* size = stackalloc ushort[4];
        size[0] = (ushort)rows;
        size[1] = (ushort)columns;
        size[2] = 0;
        size[3] = 0;
        LinuxException.Check(Libc.Ioctl(master, LinuxConstants.IoctlSetWindowSize, size), "ioctl(TIOCSWINSZ)");
    }

    /// <summary>The process group in the foreground, or 0 when there is none.</summary>
    internal static int ForegroundGroup(int master)
    {
        int group = 0;
        return Libc.Ioctl(master, LinuxConstants.IoctlGetForegroundGroup, &group) == 0 ? group : 0;
    }
}
