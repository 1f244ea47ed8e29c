using System.Formats.Tar;
using System.Net;
using System.Net.Http.Headers;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Files;

/// <summary>Uploads a folder as one archive that the instance unpacks: all of it, or nothing. Links stay links, modes stay as they are.</summary>
internal static class FolderUpload
{
    // A slower line than this is as good as broken.
    private const double SlowestBytesPerSecond = 8 * 1024;

    public static async Task<int> RunAsync(Invocation call, string folder, FilePlace target, CancellationToken cancel)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).Replace(@"\", @"\\", StringComparison.Ordinal);
        var place = await PlaceAsync(call, target, name, cancel);
        var tree = LocalTree.Read(folder);
        foreach (var path in tree.LeftOut)
        {
            call.Output.Note($"{path} is a device, a pipe or a socket, and is not copied.");
        }

        using var progress = new TransferProgress(call.Environment, name, tree.Bytes);
        using var response = await call.Api().OpenAsync(
            () => new HttpRequestMessage(HttpMethod.Post, place.Route("/unpack", ("parents", "true"), ("links", "any"))) { Content = new TreeContent(tree, progress, cancel) },
            cancel,
            TimeSpan.FromSeconds(60 + (tree.Bytes / SlowestBytesPerSecond)));
        return ExitCodes.Ok;
    }

    /// <summary>As with other programs: into a folder that is there, else it becomes the folder.</summary>
    private static async Task<FilePlace> PlaceAsync(Invocation call, FilePlace target, string name, CancellationToken cancel)
    {
        if (target.Path is null or [.., '/'])
        {
            var home = target.Path ?? (await call.Api().GetAsync(Query.Append(target.Route(), ("limit", "1")), ApiJson.Default.FolderPage, cancel)).Value.Path + "/";
            return target with { Path = home.Replace("//", "/", StringComparison.Ordinal) + name };
        }

        try
        {
            var there = (await call.Api().GetAsync(target.Route("/stat"), ApiJson.Default.FileEntry, cancel)).Value;
            return there.Kind == "folder" ? target with { Path = $"{target.Path}/{name}" } : target;
        }
        catch (CliException missing) when (missing.Code == "file_not_found")
        {
            return target;
        }
    }

    private sealed class TreeContent : HttpContent
    {
        private readonly LocalTree _tree;
        private readonly TransferProgress _progress;
        private readonly CancellationToken _cancel;

        public TreeContent(LocalTree tree, TransferProgress progress, CancellationToken cancel)
        {
            (_tree, _progress, _cancel) = (tree, progress, cancel);
            Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, _cancel);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
            long done = 0;
            foreach (var (path, name, size) in _tree.Entries)
            {
                await tar.WriteEntryAsync(path, name, cancellationToken);
                _progress.Report(done += size);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
