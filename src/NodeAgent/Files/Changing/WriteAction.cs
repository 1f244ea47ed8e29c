using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Writes a whole file from the frames of a stream.</summary>
internal sealed class WriteAction(FilesOptions options, TimeProvider time) : IFileAction
{
    /// <inheritdoc/>
    public string Action => FileActions.Write;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        WriteFile request = ProtocolJson.Read<WriteFile>(arguments);
        FilePath path = FilePath.Parse(request.Path);
        Check(request.Length ?? 0, path);
        FileReplacement file = await root.RunAsync(tree => FileReplacement.Begin(tree, path, request));
        try
        {
            await stream.AcceptAsync(cancellationToken);
            FileResult? result;
            try
            {
                result = await ReceiveAsync(root, file, path, request, stream, cancellationToken);
            }
            catch (LinkRequestException e)
            {
                result = new FileResult(null, new LinkError(e.Code, e.Message));
            }

            if (result is not null)
            {
                await stream.SayAsync(result, cancellationToken);
            }
        }
        finally
        {
            await root.RunAsync(_ =>
            {
                file.Dispose();
                return true;
            });
        }
    }

    /// <summary>Null when the client went away before the end.</summary>
    private async Task<FileResult?> ReceiveAsync(
        FileRoot root, FileReplacement file, FilePath path, WriteFile request, IAgentStream stream, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (frame.IsText)
            {
                return request.Length is { } expected && expected != file.Length
                    ? throw new LinkRequestException(FileErrors.InvalidRequest, $"{file.Length} bytes arrived of {expected}.")
                    : new FileResult(await root.RunAsync(tree => file.Commit(tree, request.Backup ? new BackupFolder(root.Home, options, time) : null)), null);
            }

            Check(file.Length + frame.Data.Length, path);
            await root.RunAsync(_ =>
            {
                file.Append(frame.Data.Span);
                return true;
            });
        }

        return null;
    }

    private void Check(long length, FilePath path)
    {
        if (length > options.MaxFileBytes)
        {
            throw new LinkRequestException(FileErrors.TooLarge, $"{path} would be larger than the {options.MaxFileBytes} bytes that this node takes.");
        }
    }
}
