using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Sends a folder as an archive. All of it is looked at first, so that what is too much is refused before the first byte; then it is read and sent, a piece at a time.</summary>
internal sealed class PackAction(FilesOptions options) : IFileAction
{
    private const int MaxNames = 1000;

    /// <summary>The last member, when something was left out: its lines say what, and why.</summary>
    internal static readonly byte[] NotesName = "anchorage-left-out.txt"u8.ToArray();

    /// <inheritdoc/>
    public string Action => FileActions.Pack;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        PackTree request = ProtocolJson.Read<PackTree>(arguments);
        FilePath folder = root.PathOf(request.Path);
        byte[][]? names = Names(request);
        using SinkStream sink = new();
        using IArchiveWriter writer = Writer(request.Format, sink);
        using CancellationTokenSource unheard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ArchiveBegin> measuring = root.RunLongAsync(tree => Measure(tree, folder, names, unheard.Token));
        bool accepted = await LongAnswer.WaitAsync(measuring, stream, static () => null, unheard, cancellationToken);
        if (!accepted)
        {
            // What is refused here refuses the stream.
            await measuring;
            await stream.AcceptAsync(cancellationToken);
        }

        ArchiveNote last;
        try
        {
            await stream.SayAsync(new ArchiveNote(await measuring), cancellationToken);
            last = new ArchiveNote(End: await SendAsync(root, folder, names, writer, sink, stream, cancellationToken));
        }
        catch (LinkRequestException e)
        {
            last = new ArchiveNote(Error: new LinkError(e.Code, e.Message));
        }

        await stream.SayAsync(last, cancellationToken);
    }

    private ArchiveBegin Measure(FileTree tree, FilePath folder, byte[][]? names, CancellationToken cancellationToken)
    {
        using PackWalk walk = new(tree, folder, names, options, contents: false);
        foreach (PackStep step in walk.Steps())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new ArchiveBegin(folder.IsRoot ? "files" : PathText.Encode(folder.Name), walk.Entries, walk.Bytes);
    }

    private async Task<ArchiveEnd> SendAsync(
        FileRoot root, FilePath folder, byte[][]? names, IArchiveWriter writer, SinkStream sink, IAgentStream stream, CancellationToken cancellationToken)
    {
        PackWalk walk = await root.RunAsync(tree => new PackWalk(tree, folder, names, options, contents: true));
        using (walk)
        {
            using IEnumerator<PackStep> steps = walk.Steps().GetEnumerator();
            while (await root.RunAsync(_ => steps.MoveNext()))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(writer, steps.Current);
                await sink.SendAsync(stream, PackWalk.Piece, cancellationToken);
            }

            if (walk.LeftOut > 0)
            {
                byte[] notes = Encoding.UTF8.GetBytes(walk.Notes);
                Write(writer, new PackStep(new ArchiveEntry(NotesName, ArchiveKind.File, 0x1A4, notes.Length, 0), notes, true));
            }

            writer.Finish();
            await sink.SendAsync(stream, 1, cancellationToken);
            return new ArchiveEnd(walk.Entries, walk.LeftOut);
        }
    }

    private static void Write(IArchiveWriter writer, PackStep step)
    {
        if (step.Begin is not null)
        {
            writer.Begin(step.Begin);
        }

        writer.Write(step.Content.Span);
        if (step.End)
        {
            writer.End();
        }
    }

    private static byte[][]? Names(PackTree request)
    {
        if (request.Names is null)
        {
            return null;
        }

        byte[][] names = [.. request.Names.Select(FilePath.ParseName)];
        return names.Length is > 0 and <= MaxNames && names.Select(name => PathText.Encode(name)).Distinct(StringComparer.Ordinal).Count() == names.Length ? names
            : throw new LinkRequestException(FileErrors.InvalidRequest, $"1 to {MaxNames} different names are packed at once.");
    }

    private static IArchiveWriter Writer(string format, SinkStream sink) => format switch
    {
        "tar" => new TarWriter(sink),
        "tar.gz" => new TarWriter(new GZipStream(sink, CompressionLevel.Fastest, leaveOpen: true)),
        "zip" => new ZipWriter(sink),
        _ => throw new LinkRequestException(FileErrors.InvalidRequest, "Archives are tar, tar.gz or zip."),
    };
}
