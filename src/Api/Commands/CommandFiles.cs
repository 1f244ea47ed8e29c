using System.Security.Cryptography;
using System.Text;
using Anchorage.Api.Files;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Commands;

/// <summary>Commands on files: the same streams and the same checks as every other work on files.</summary>
internal sealed class CommandFiles(FileStreams streams, TimeProvider time)
{
    /// <summary>Largest content that a command carries: it is held in memory on its way.</summary>
    internal const int MaxContent = 8 * 1024 * 1024;

    private const int Piece = 256 * 1024;
    private static readonly byte[] EndOfFile = """{"type":"eof"}"""u8.ToArray();
    private static readonly string[] Excluded = [".git", ".doh", "node_modules", ".DS_Store"];

    internal async Task<object> AskAsync<T>(Caller caller, string instance, string action, object arguments, CancellationToken cancellationToken) =>
        (await streams.AskAsync<T>(caller, instance, action, arguments, cancellationToken))!;

    internal Task<object> TreeAsync(Caller caller, string instance, TreePayload payload, bool digest, CancellationToken cancellationToken) =>
        AskAsync<TreeListing>(caller, instance, FileActions.Tree, new WalkFolder(payload.Path, payload.ExcludePatterns ?? Excluded, digest), cancellationToken);

    internal async Task<object> ReadAsync(Caller caller, string instance, ReadFilePayload payload, CancellationToken cancellationToken)
    {
        ReadFileOptions options = payload.Options ?? new ReadFileOptions();
        if (options.Encoding is not ("auto" or "utf8" or "base64") || options.MaxSize is < 0 or > MaxContent)
        {
            throw CommandPayloads.Invalid("read_file_content", $"encoding is auto, utf8 or base64, and maxSize 0 to {MaxContent}");
        }

        InstanceGrant grant = await streams.PermitAsync(caller, instance, FileActions.Read, new FilePlace(payload.FilePath));
        await streams.NoteReadingAsync(caller, grant, payload.FilePath);
        (FileEntry entry, byte[] content) = await ReceiveAsync(grant, options.MaxSize, cancellationToken);
        bool text = options.Encoding == "utf8" || (options.Encoding == "auto" && System.Text.Unicode.Utf8.IsValid(content) && !content.AsSpan().Contains((byte)0));
        return new
        {
            content = text ? Encoding.UTF8.GetString(content) : Convert.ToBase64String(content),
            encoding = text ? "utf8" : "base64",
            size = entry.Size,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            metadata = options.IncludeMetadata ? entry : null,
        };
    }

    internal async Task<object> UpdateAsync(Caller caller, string instance, UpdateFilePayload payload, CancellationToken cancellationToken)
    {
        byte[] content = Decode(payload);
        WriteFile request = new(payload.FilePath, null, false, true, content.Length, null, payload.Backup);
        InstanceGrant grant = await streams.PermitAsync(caller, instance, FileActions.Write, request);
        await using NodeStream stream = await streams.OpenAsync(grant, cancellationToken);
        for (int at = 0; at < content.Length; at += Piece)
        {
            await stream.WriteAsync(content.AsMemory(at, Math.Min(Piece, content.Length - at)), text: false, cancellationToken);
        }

        await stream.WriteAsync(EndOfFile, text: true, cancellationToken);
        while (await stream.ReadAsync(cancellationToken) is WireFrame frame)
        {
            if (frame.IsText && ProtocolJson.Read<FileResult>(Encoding.UTF8.GetString(frame.Data.Span)) is { } result)
            {
                return result.Entry is { } entry
                    ? new { success = true, filePath = entry.Path, size = entry.Size, timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(), etag = entry.Etag }
                    : throw FileStreams.Failed(result, grant);
            }
        }

        throw FileStreams.Failed(new FileResult(null, null), grant);
    }

    private static byte[] Decode(UpdateFilePayload payload)
    {
        byte[] content;
        try
        {
            content = payload.Encoding switch
            {
                "utf8" => Encoding.UTF8.GetBytes(payload.Content),
                "base64" => Convert.FromBase64String(payload.Content),
                _ => throw CommandPayloads.Invalid("update_file", "encoding is utf8 or base64"),
            };
        }
        catch (FormatException)
        {
            throw CommandPayloads.Invalid("update_file", "content is no base64");
        }

        return content.Length <= MaxContent ? content : throw new AnchorageException(ErrorCodes.PayloadTooLarge, ("limit", $"{MaxContent}"));
    }

    private async Task<(FileEntry Entry, byte[] Content)> ReceiveAsync(InstanceGrant grant, long most, CancellationToken cancellationToken)
    {
        await using NodeStream stream = await streams.OpenAsync(grant, cancellationToken);
        FileEntry entry = await stream.ReadAsync(cancellationToken) is { IsText: true } first
            ? ProtocolJson.Read<FileEntry>(Encoding.UTF8.GetString(first.Data.Span))
            : throw FileStreams.Failed(new FileResult(null, null), grant);
        if (entry.Size > most)
        {
            throw new AnchorageException(ErrorCodes.FileTooLarge, ("problem", $"{entry.Path} has {entry.Size} bytes; the command reads {most}. Download it instead"));
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(ProtocolJson.Write(new FileRange(0, entry.Size))), text: true, cancellationToken);
        using MemoryStream content = new();
        while (content.Length < entry.Size && await stream.ReadAsync(cancellationToken) is WireFrame frame)
        {
            if (!frame.IsText)
            {
                content.Write(frame.Data.Span);
            }
        }

        return content.Length == entry.Size
            ? (entry, content.ToArray())
            : throw new AnchorageException(ErrorCodes.ChangedMeanwhile, ("kind", "file"), ("problem", "it changed while it was read"));
    }
}
