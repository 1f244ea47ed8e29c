using System.Runtime.InteropServices;
using System.Text;

namespace Anchorage.NodeAgent.Terminals.Native;

/// <summary>A listening unix socket, readable and writable by its owner alone.</summary>
internal sealed unsafe class UnixListener : IDisposable
{
    /// <summary>Longest path that the kernel takes.</summary>
    internal const int MaxPathBytes = 107;

    private readonly string _path;
    private bool _disposed;

    /// <summary>Binds and listens; a left-over file of the same name is replaced.</summary>
    internal UnixListener(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path);
        if (name.Length > MaxPathBytes)
        {
            throw new ArgumentException($"The socket path '{path}' has {name.Length} bytes; the system takes {MaxPathBytes}. Choose a shorter folder.", nameof(path));
        }

        _path = path;
        const int type = LinuxConstants.SocketStream | LinuxConstants.OpenCloseOnExec | LinuxConstants.OpenNonBlocking;
        Descriptor = LinuxException.Check(Libc.Socket(LinuxConstants.SocketUnix, type, 0), "socket");
        byte* address = stackalloc byte[2 + MaxPathBytes + 1];
        new Span<byte>(address, 2 + MaxPathBytes + 1).Clear();
        *(ushort*)address = LinuxConstants.SocketUnix;
        name.CopyTo(new Span<byte>(address + 2, MaxPathBytes));
        File.Delete(path);

        try
        {
            // Linux gives the mode of the unbound socket to the file, so the file is 0600 from its first moment.
            LinuxException.Check(Libc.FileMode(Descriptor, 0x180), "fchmod");
            LinuxException.Check(Libc.Bind(Descriptor, address, (uint)(2 + name.Length + 1)), $"bind({path})");
            LinuxException.Check(Libc.Listen(Descriptor, 64), "listen");
        }
        catch
        {
            _ = Libc.Close(Descriptor);
            throw;
        }
    }

    /// <summary>The listening descriptor.</summary>
    internal int Descriptor { get; }

    /// <summary>Takes the next connection, or -1 when none waits. The caller owns the descriptor.</summary>
    /// <exception cref="LinuxException">One waits and cannot be taken: no descriptor or memory is left for it.</exception>
    internal int Accept()
    {
        int fd = Libc.Accept(Descriptor, null, null, LinuxConstants.OpenCloseOnExec | LinuxConstants.OpenNonBlocking);
        int error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;
        return error is 0 or LinuxConstants.ErrorAgain or LinuxConstants.ErrorInterrupted or LinuxConstants.ErrorConnectionAborted ? fd : throw new LinuxException("accept4", error);
    }

    /// <summary>The effective user of the process at the other end.</summary>
    internal static uint PeerUserId(int fd)
    {
        int* credentials = stackalloc int[3];
        uint length = 12;
        LinuxException.Check(
            Libc.GetSocketOption(fd, LinuxConstants.SocketLevel, LinuxConstants.SocketPeerCredentials, credentials, &length), "getsockopt(SO_PEERCRED)");
        return (uint)credentials[1];
    }

    /// <summary>Receives one descriptor that the other side sends along.</summary>
    /// <returns>The descriptor, owned by the caller and closed on exec, or -1 when none came.</returns>
    internal static int ReceiveDescriptor(int fd)
    {
        byte* data = stackalloc byte[256];
        byte* control = stackalloc byte[64];
        var vector = new IoVector { Base = data, Length = 256 };
        var message = new MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 64 };
        nint count = Libc.ReceiveMessage(fd, &message, LinuxConstants.MessageCloseOnExec);

        // struct cmsghdr: length (8 bytes), level, type, then the descriptors.
        bool carries = count > 0 && message.ControlLength >= 20
            && *(int*)(control + 8) == LinuxConstants.SocketLevel && *(int*)(control + 12) == LinuxConstants.SocketRights;
        return carries ? *(int*)(control + 16) : -1;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _ = Libc.Close(Descriptor);
            File.Delete(_path);
        }
    }
}
