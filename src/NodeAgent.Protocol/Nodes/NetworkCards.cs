using System.Net.NetworkInformation;

namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>
/// Reads the network interfaces of this machine while others come and go: a container that starts or ends changes them, and the
/// runtime refuses a list that changed under its hands with an <see cref="ArgumentException"/> (dotnet/runtime issue 49515) or a
/// <see cref="NetworkInformationException"/>. The next look usually succeeds.
/// </summary>
public static class NetworkCards
{
    private const int MostTries = 20;

    /// <summary>What <paramref name="read"/> makes of the interfaces; it must have read all that it wants when it returns.</summary>
    /// <exception cref="IOException">They could not be read, twenty times in a row.</exception>
    public static T Read<T>(Func<NetworkInterface[], T> read) => Read(NetworkInterface.GetAllNetworkInterfaces, read);

    /// <summary>The same with interfaces that come from elsewhere.</summary>
    /// <inheritdoc cref="Read{T}(Func{NetworkInterface[], T})"/>
    public static T Read<T>(Func<NetworkInterface[]> all, Func<NetworkInterface[], T> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return read(all());
            }
            catch (Exception e) when (e is ArgumentException or NetworkInformationException)
            {
                if (attempt == MostTries)
                {
                    throw new IOException("The network interfaces of this machine cannot be read.", e);
                }
            }
        }
    }
}
