using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.Api.Commands;
using Anchorage.Api.Hosting;
using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Files;

/// <summary>Chunks of a transfer, as bytes or, as in system D, as base64 in JSON. They pass from the client to the agent, never through a grain.</summary>
internal static class TransferChunks
{
    private const int LargestChunk = 1024 * 1024;
    private const int LargestJson = 1536 * 1024;

    /// <summary><c>PUT .../chunk</c>.</summary>
    public static async Task<IResult> PutAsync(string id, string transferId, HttpContext context, FileStreams files, CloudInstances instances, TransferEvents events)
    {
        BodyLimit.Lift(context, LargestJson);
        (ChunkPlace place, byte[] data) = await ReadAsync(context, transferId);
        InstanceGrant grant = await files.PermitAsync(context.Caller(), await instances.ResolveAsync(context.Caller(), id), FileActions.TransferPut, place);
        ChunkReport report = await SendAsync(files, grant, data, context.RequestAborted);
        await events.ProgressAsync(context.Caller().PrincipalId, transferId, report.Transfer!.Progress.Percentage);
        return Json.Ok(new ChunkAnswer(true, report.File, report.Index, report.Size, report.Checksum, report.Transfer.Progress));
    }

    /// <summary><c>GET .../chunk</c>: the bytes, their digest in the header <c>X-Checksum-Sha256</c>.</summary>
    public static async Task GetAsync(string id, string transferId, HttpContext context, FileStreams files, CloudInstances instances)
    {
        TransferPlace transfer = TransferEndpoints.Place(context, transferId);
        ChunkPlace place = new(transfer.Owner, transferId, Paging.Number(context, "file", 0, 0, 1_000), Paging.Number(context, "index", 0, 0, int.MaxValue), null);
        InstanceGrant grant = await files.PermitAsync(context.Caller(), await instances.ResolveAsync(context.Caller(), id), FileActions.TransferGet, place);
        (ChunkReport report, byte[] data) = await ReceiveAsync(files, grant, context.RequestAborted);
        context.Response.Headers["X-Checksum-Sha256"] = report.Checksum;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = data.Length;
        await context.Response.Body.WriteAsync(data, context.RequestAborted);
    }

    private static async Task<(ChunkPlace Place, byte[] Data)> ReadAsync(HttpContext context, string transferId)
    {
        string owner = TransferEndpoints.Place(context, transferId).Owner;
        if (context.Request.HasJsonContentType())
        {
            ChunkBody body = await Json.ReadAsync<ChunkBody>(context, LargestJson);
            byte[] decoded = Decode(body.Data);
            return (new ChunkPlace(owner, transferId, body.FileIndex ?? 0, body.ChunkIndex ?? throw Paging.Invalid("chunkIndex", "is missing"), Digest(body.Checksum, decoded)), decoded);
        }

        byte[] buffer = new byte[LargestChunk + 1];
        int length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        byte[] data = length switch
        {
            0 => throw Paging.Invalid("chunk", "is empty"),
            > LargestChunk => throw new AnchorageException(ErrorCodes.PayloadTooLarge, ("limit", $"{LargestChunk}")),
            _ => buffer[..length],
        };
        int index = Paging.Text(context, "index") is null ? throw Paging.Invalid("index", "is missing") : Paging.Number(context, "index", 0, 0, int.MaxValue);
        return (new ChunkPlace(owner, transferId, Paging.Number(context, "file", 0, 0, 1_000), index, Digest(Paging.Text(context, "checksum"), data)), data);
    }

    private static byte[] Decode(string? data)
    {
        try
        {
            return Convert.FromBase64String(data ?? string.Empty) is { Length: > 0 } bytes ? bytes : throw Paging.Invalid("data", "is empty");
        }
        catch (FormatException)
        {
            throw Paging.Invalid("data", "is no base64");
        }
    }

    private static string Digest(string? given, byte[] data) => given?.ToLowerInvariant() ?? Convert.ToHexStringLower(SHA256.HashData(data));

    private static Task<ChunkReport> SendAsync(FileStreams files, InstanceGrant grant, byte[] data, CancellationToken cancellationToken) =>
        GuardAsync(files, grant, cancellationToken, token => files.AnswerAsync<ChunkReport>(grant, token, async (stream, sending) =>
        {
            await stream.SendAsync(data, sending);
            await stream.EndAsync(sending);
        }));

    private static Task<(ChunkReport Report, byte[] Data)> ReceiveAsync(FileStreams files, InstanceGrant grant, CancellationToken cancellationToken) =>
        GuardAsync(files, grant, cancellationToken, async token =>
        {
            await using NodeStream stream = await files.OpenAsync(grant, token);
            ChunkReport report = await stream.ReadAsync(token) is { IsText: true } first
                ? ProtocolJson.Read<ChunkReport>(first.Data.Span)
                : throw new JsonException();
            if (report.Size is < 0 or > LargestChunk || report.Checksum is not { Length: 64 } || !report.Checksum.All(char.IsAsciiHexDigitLower))
            {
                throw new JsonException();
            }

            using MemoryStream data = new(report.Size);
            while (data.Length < report.Size && await stream.ReadAsync(token) is WireFrame frame)
            {
                if (!frame.IsText)
                {
                    data.Write(frame.Data.Span);
                }
            }

            // The agent notes the chunk as carried only when it could send all of it; half a chunk is none.
            return data.Length == report.Size ? (report, data.ToArray()) : throw new JsonException();
        });

    private static async Task<T> GuardAsync<T>(FileStreams files, InstanceGrant grant, CancellationToken cancellationToken, Func<CancellationToken, Task<T>> work)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(files.Idle);
        try
        {
            return await work(deadline.Token);
        }
        catch (Exception e) when (e is WebSocketException or JsonException or InvalidOperationException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw grant.Silent();
        }
    }
}
