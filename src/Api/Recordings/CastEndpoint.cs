using System.Globalization;
using System.Net.WebSockets;
using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Api.Recordings;

/// <summary><c>GET /api/recordings/{id}/cast</c>: the bytes pass from the agent to the client, a piece at a time.</summary>
internal static class CastEndpoint
{
    /// <summary>The type of asciicast files.</summary>
    public const string ContentType = "application/x-asciicast";

    private static readonly TimeSpan PieceDeadline = TimeSpan.FromSeconds(30);

    public static async Task HandleAsync(string id, HttpContext context, IGrainFactory grains, IStreamBroker broker)
    {
        IRecordingGrain recording = grains.GetGrain<IRecordingGrain>(GrainKeys.Recording(id));
        StreamGrant grant = await recording.GrantCast(context.Caller());
        RecordingInfo info = await recording.Get(context.Caller());
        await using NodeStream stream = await broker.OpenAsync(grant, context.RequestAborted);
        string name = string.Create(CultureInfo.InvariantCulture, $"terminal-{info.StartedAt.UtcDateTime:yyyyMMdd-HHmmss}-{info.Id}.cast");
        context.Response.ContentType = ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.Headers.CacheControl = "no-store";
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        try
        {
            while (true)
            {
                // A node or a client that stops in the middle must not hold the stream for ever.
                patience.CancelAfter(PieceDeadline);
                if (await stream.ReadAsync(patience.Token) is not { } frame)
                {
                    return;
                }

                if (!frame.IsText)
                {
                    await context.Response.Body.WriteAsync(frame.Data, patience.Token);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Half a file must not look like a whole one.
            context.Abort();
        }
    }
}
