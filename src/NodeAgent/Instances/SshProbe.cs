using System.Net;
using System.Net.Sockets;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Waits until an SSH server greets on a published port. The engine's proxy accepts before anybody listens, so only the banner counts.</summary>
internal sealed class SshProbe(TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    // A server that starts as usual greets within this time: until then a longer pause would only be added to the wait.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LastPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(5);

    /// <summary>Polls until the banner, the deadline, or until <paramref name="alive"/> says that waiting is in vain.</summary>
    /// <returns>True when the banner came.</returns>
    public async Task<bool> WaitAsync(string host, int port, TimeSpan patience, Func<CancellationToken, Task> alive, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var looked = begin;
        var pause = FirstPause;
        while (true)
        {
            if (await GreetsAsync(host, port, cancellationToken))
            {
                return true;
            }

            if (time.GetElapsedTime(begin) >= patience)
            {
                return false;
            }

            if (time.GetElapsedTime(looked) >= LookPeriod)
            {
                looked = time.GetTimestamp();
                await alive(cancellationToken);
            }

            await Task.Delay(pause, time, cancellationToken);
            if (time.GetElapsedTime(begin) >= Usual)
            {
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 5 / 4, LastPause.Ticks));
            }
        }
    }

    /// <summary>The address under which this machine reaches a port published on <paramref name="publishAddress"/>.</summary>
    public static string Reachable(string publishAddress, string? engineHost) =>
        engineHost ?? (IPAddress.TryParse(publishAddress, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? (address.AddressFamily == AddressFamily.InterNetwork ? "127.0.0.1" : "::1")
            : publishAddress);

    private async Task<bool> GreetsAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(OneTry, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, both.Token);
            var banner = new byte[4];
            var length = 0;
            int read;
            while (length < banner.Length && (read = await socket.ReceiveAsync(banner.AsMemory(length), both.Token)) > 0)
            {
                length += read;
            }

            return banner.AsSpan(0, length).SequenceEqual("SSH-"u8);
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
