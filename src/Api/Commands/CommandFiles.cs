using System.Security.Cryptography;
using System.Text;
using Anchorage.Api.Files;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Commands;

/// <summary>Commands on files: the same streams and the same checks as every other work on files.</summary>
internal sealed class CommandFiles(FileStreams streams, TimeProvider time)
{
    /// <summary>Largest content that a command carries: it is held in memory on its way.</summary>
    internal const int MaxContent = 8 * 1024 * 1024;

    internal static readonly string[] Excluded = [".git", ".doh", "node_modules", ".DS_Store"];

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
        (FileEntry entry, byte[] content) = await ReceiveAsync(caller, grant, options.MaxSize, cancellationToken);
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
        byte[] content = Decode("update_file", payload.Content, payload.Encoding);
        WriteFile request = new(payload.FilePath, null, false, true, content.Length, null, payload.Backup);
        InstanceGrant grant = await streams.PermitAsync(caller, instance, FileActions.Write, request);
        using MemoryStream body = new(content);
        FileEntry entry = await FileWriter.WriteAsync(streams, caller, grant, body, cancellationToken);
        return new { success = true, filePath = entry.Path, size = entry.Size, timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(), etag = entry.Etag };
    }

    /// <summary>The bytes that a payload carries.</summary>
    internal static byte[] Decode(string type, string text, string encoding)
    {
        byte[] content;
        try
        {
            content = encoding switch
            {
                "utf8" => Encoding.UTF8.GetBytes(text),
                "base64" => Convert.FromBase64String(text),
                _ => throw CommandPayloads.Invalid(type, "encoding is utf8 or base64"),
            };
        }
        catch (FormatException)
        {
            throw CommandPayloads.Invalid(type, "content is no base64");
        }

        return content.Length <= MaxContent ? content : throw new AnchorageException(ErrorCodes.PayloadTooLarge, ("limit", $"{MaxContent}"));
    }

    private async Task<(FileEntry Entry, byte[] Content)> ReceiveAsync(Caller caller, InstanceGrant grant, long most, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        FileEntry entry = await FileReader.ReadAsync(
            streams,
            caller,
            grant,
            found => found.Size <= most
                ? new FileRange(0, found.Size)
                : throw new AnchorageException(ErrorCodes.FileTooLarge, ("problem", $"{found.Path} has {found.Size} bytes; the command reads {most}. Download it instead")),
            (_, data, token) => content.WriteAsync(data, token),
            cancellationToken);
        return (entry, content.ToArray());
    }
}
