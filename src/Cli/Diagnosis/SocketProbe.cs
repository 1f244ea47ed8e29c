using System.Globalization;
using System.Net.WebSockets;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Diagnosis;

/// <summary>Sends a few frames to a hop that sends them back.</summary>
internal sealed class SocketProbe(ApiClient api)
{
    /// <summary>Most machines that are asked.</summary>
    public const int MaxNodes = 20;

    private const int Rounds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The shortest of a few round trips to the server, or through it to a machine; null when nothing came back.</summary>
    public async Task<TimeSpan?> MeasureAsync(string? node, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(Patience, api.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            using var socket = await api.ConnectAsync(Query.Append("/ws/probe", ("node", node)), both.Token);
            var best = TimeSpan.MaxValue;
            var buffer = new byte[16];
            for (byte round = 0; round < Rounds; round++)
            {
                var start = api.Time.GetTimestamp();
                await socket.SendAsync(new[] { round }, WebSocketMessageType.Binary, true, both.Token);
                var answer = await socket.ReceiveAsync(buffer.AsMemory(), both.Token);
                if (answer is not { Count: 1, MessageType: WebSocketMessageType.Binary } || buffer[0] != round)
                {
                    return null;
                }

                var took = api.Time.GetElapsedTime(start);
                best = took < best ? took : best;
            }

            socket.Abort();
            return best;
        }
        catch (Exception failure) when (failure is CliException { ExitCode: not ExitCodes.Auth } or WebSocketException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    public static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
