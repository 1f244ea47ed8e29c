using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Anchorage.Api.Hosting;

/// <summary>Local administration without a password: <c>DATA/admin.sock</c> (0600). The kernel says who is at the other end; root and the server's own account act as superadmins.</summary>
internal static class AdminSocket
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>Path of the socket.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "admin.sock");

    /// <summary>Listens on the socket, and nowhere else for it.</summary>
    public static void ListenAdminSocket(this KestrelServerOptions kestrel, string dataFolder)
    {
        string path = PathIn(dataFolder);
        File.Delete(path);
        kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Narrows the mode of the socket; the folder around it is 0700 from the beginning.</summary>
    public static void Protect(string dataFolder) => File.SetUnixFileMode(PathIn(dataFolder), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>The operator, if the request came through the socket.</summary>
    /// <exception cref="AnchorageException"><c>not_signed_in</c>: another account is at the other end.</exception>
    public static Caller? CallerOf(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { AddressFamily: AddressFamily.Unix } socket)
        {
            return null;
        }

        Span<byte> credentials = stackalloc byte[12];
        int length = socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        uint user = length == 12 ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]) : uint.MaxValue;
        return user == 0 || user == Native.GetEffectiveUserId()
            ? Caller.LocalAdmin($"local account {user}")
            : throw new AnchorageException(ErrorCodes.NotSignedIn);
    }
}
