using System.Runtime.InteropServices;

namespace Anchorage.NodeAgent.Terminals.Native;

/// <summary>Reads and writes of non-blocking descriptors.</summary>
internal static unsafe class Descriptor
{
    /// <summary>Nothing to read, or no room to write, at the moment.</summary>
    internal const int WouldBlock = -1;

    /// <summary>Reads what is there: bytes, 0 at the end of the file, <see cref="WouldBlock"/>. EIO is how a PTY says that nobody holds its other side: an end too.</summary>
    internal static int Read(int fd, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = Libc.Read(fd, start, (nuint)buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                switch (Marshal.GetLastPInvokeError())
                {
                    case LinuxConstants.ErrorInterrupted:
                        continue;
                    case LinuxConstants.ErrorAgain:
                        return WouldBlock;
                    default:
                        return 0;
                }
            }
        }
    }

    /// <summary>Writes as much as fits now: the count, <see cref="WouldBlock"/>, or -2 when the other side is gone.</summary>
    internal static int Write(int fd, ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            while (true)
            {
                nint count = Libc.Write(fd, start, (nuint)data.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                switch (Marshal.GetLastPInvokeError())
                {
                    case LinuxConstants.ErrorInterrupted:
                        continue;
                    case LinuxConstants.ErrorAgain:
                        return WouldBlock;
                    default:
                        return -2;
                }
            }
        }
    }

    /// <summary>Makes a descriptor non-blocking.</summary>
    internal static void SetNonBlocking(int fd)
    {
        int flags = LinuxException.Check(Libc.Fcntl(fd, LinuxConstants.FcntlGetFlags, 0), "fcntl");
        LinuxException.Check(Libc.Fcntl(fd, LinuxConstants.FcntlSetFlags, flags | LinuxConstants.OpenNonBlocking), "fcntl");
    }
}
