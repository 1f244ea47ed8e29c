using System.Net.Sockets;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;

namespace Anchorage.Cli.Tunnels;

/// <summary>Accepts connections and gives each a tunnel of its own.</summary>
/// <param name="note">Told about connections that failed; the others go on.</param>
internal sealed class PortForwarder(ApiClient api, InstanceInfo instance, Action<string> note)
{
    // Beyond it new connections wait in the listener's backlog.
    private const int MaxConnections = 256;
    private readonly SemaphoreSlim _free = new(MaxConnections);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(Socket listener, int remotePort, CancellationToken cancel)
    {
        while (true)
        {
            await _free.WaitAsync(cancel);
            Socket connection;
            try
            {
                connection = await listener.AcceptAsync(cancel);
            }
            catch
            {
                _free.Release();
                throw;
            }

            _ = ServeAsync(connection, remotePort, cancel);
        }
    }

    private async Task ServeAsync(Socket connection, int remotePort, CancellationToken cancel)
    {
        try
        {
            connection.NoDelay = true;
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            using var socket = await api.ConnectAsync(TunnelRoutes.Of(instance, remotePort), cancel);
            var pump = new TunnelPump(socket, stream, stream, api.Time)
            {
                EndOutput = () =>
                {
                    connection.Shutdown(SocketShutdown.Send);
                    return Task.CompletedTask;
                },
            };
            await pump.RunAsync(cancel);
        }
        catch (CliException failure)
        {
            note($"[{failure.Code}] {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // The local program went away, or this one is ending.
        }
        finally
        {
            _free.Release();
        }
    }
}
