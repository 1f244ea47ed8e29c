using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Reading;

/// <summary>Reads a file: says what it is, waits for the wanted range, sends the bytes.</summary>
internal sealed class ReadAction : IFileAction
{
    private const int Piece = 256 * 1024;

    /// <inheritdoc/>
    public string Action => FileActions.Read;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        FilePath path = root.PathOf(ProtocolJson.Read<FilePlace>(arguments).Path);
        (SafeFileHandle file, FileEntry entry, Statx before) = await root.RunAsync(tree =>
        {
            SafeFileHandle opened = tree.OpenFile(path);
            Statx stat = FileTree.Stat(opened, path);
            return (opened, tree.Describe(stat, path, withPath: true), stat);
        });
        using (file)
        {
            await stream.AcceptAsync(cancellationToken);
            await stream.SayAsync(entry, cancellationToken);
            if (await stream.ReadAsync(cancellationToken) is not { IsText: true } frame)
            {
                return;
            }

            FileRange range = ProtocolJson.Read<FileRange>(frame.Data.Span);
            if (range is { Length: > 0, Offset: >= 0 } && range.Length <= entry.Size - range.Offset)
            {
                await SendAsync(root, file, path, before, range, stream, cancellationToken);
            }
        }
    }

    private static async Task SendAsync(
        FileRoot root, SafeFileHandle file, FilePath path, Statx before, FileRange range, IAgentStream stream, CancellationToken cancellationToken)
    {
        byte[][] buffers = [new byte[Math.Min(Piece, range.Length)], new byte[Math.Min(Piece, range.Length)]];
        long at = range.Offset, end = range.Offset + range.Length;
        Task<int> next = ReadAsync(root, file, path, buffers[0], at, end);
        for (int turn = 0; at < end; turn++)
        {
            int count = await next;
            if (count == 0)
            {
                // Shorter than it was: the other side waits for more and takes the end of the stream for a broken one, as it must.
                return;
            }

            at += count;
            bool last = at >= end;

            // The last piece is kept back until the file is known to be the same still: a mixture of two versions must not look like a file.
            if (last && await root.RunAsync(_ => IsOther(before, FileTree.Stat(file, path))))
            {
                return;
            }

            byte[] filled = buffers[turn % 2];
            next = last ? Task.FromResult(0) : ReadAsync(root, file, path, buffers[(turn + 1) % 2], at, end);
            await stream.WriteAsync(filled.AsMemory(0, count), text: false, cancellationToken);
        }
    }

    private static Task<int> ReadAsync(FileRoot root, SafeFileHandle file, FilePath path, byte[] buffer, long at, long end) =>
        root.RunAsync(_ => FileTree.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at, path));

    /// <summary>A file that only grew is a log, as a rule; what was asked for is in it as it was.</summary>
    private static bool IsOther(Statx before, Statx now) =>
        now.Size <= before.Size && (now.Size != before.Size || now.ModifySeconds != before.ModifySeconds || now.ModifyNanoseconds != before.ModifyNanoseconds);
}
