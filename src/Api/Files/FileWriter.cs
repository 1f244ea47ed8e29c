using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Files;

/// <summary>Writes a file, or unpacks an archive, for every front door: the bytes go to the agent a piece at a time, its last word is the answer.</summary>
internal static class FileWriter
{
    /// <summary>Sends the bytes and waits for what became of them.</summary>
    /// <param name="files">The streams.</param>
    /// <param name="caller">Who writes; a right that is lost meanwhile ends it.</param>
    /// <param name="grant">A grant of <c>FileActions.Write</c> or <c>Unpack</c>.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="aborted">The client has gone.</param>
    /// <returns>The file as it is now.</returns>
    /// <exception cref="AnchorageException">Why nothing was written: the agent's refusal, <c>payload_too_large</c>, <c>agent_timeout</c>, <c>agent_error</c>, or the code of the right that was lost.</exception>
    internal static async Task<FileEntry> WriteAsync(FileStreams files, Caller caller, InstanceGrant grant, Stream body, CancellationToken aborted)
    {
        await using RightsWatch watch = files.Watch(caller, grant, Permissions.WriteFiles, aborted);
        watch.Expect(files.Idle);
        try
        {
            await using NodeStream stream = await files.OpenAsync(grant, watch.Over);
            Task<FileResult> answer = ReadResultAsync(stream, watch, files.Idle);
            await CopyAsync(body, files, stream, answer, watch);
            FileResult result = await answer;
            return result is { Error: null, Entry: { } entry } ? entry : throw FileStreams.Failed(grant, result.Error);
        }
        catch (Exception e) when (e is WebSocketException or JsonException or InvalidOperationException or OperationCanceledException && !aborted.IsCancellationRequested)
        {
            throw grant.Silent(watch.Code);
        }
    }

    /// <summary>More than an upload may have.</summary>
    internal static AnchorageException TooLarge(FilesOptions options) =>
        new(ErrorCodes.PayloadTooLarge, ("limit", options.MaxUploadBytes.ToString(CultureInfo.InvariantCulture)));

    private static async Task CopyAsync(Stream body, FileStreams files, NodeStream stream, Task<FileResult> answer, RightsWatch watch)
    {
        byte[] buffer = new byte[NodeStream.Piece];
        long sent = 0;

        // An answer before the end is a refusal: a full disk, for example.
        while (!answer.IsCompleted)
        {
            watch.Expect(files.Idle);
            int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, watch.Over);
            if (count > 0)
            {
                sent += count;
                if (sent > files.Options.MaxUploadBytes)
                {
                    throw TooLarge(files.Options);
                }

                await stream.WriteAsync(buffer.AsMemory(0, count), text: false, watch.Over);
            }

            if (count < buffer.Length)
            {
                await stream.EndAsync(watch.Over);
                return;
            }
        }
    }

    private static async Task<FileResult> ReadResultAsync(NodeStream stream, RightsWatch watch, TimeSpan idle)
    {
        while (await stream.ReadAsync(watch.Over) is WireFrame frame)
        {
            // It may say that it works on what came.
            watch.Expect(idle);
            if (frame.IsText && ProtocolJson.Read<FileResult>(frame.Data.Span) is { } result && (result.Entry ?? (object?)result.Error) is not null)
            {
                return result;
            }
        }

        return new FileResult(null, null);
    }
}
