using System.CommandLine;
using System.Net.Http.Headers;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Files;

/// <summary>Copies a file, or with <c>-r</c> a folder, between this machine and an instance.</summary>
internal sealed class CopyCommand : CliCommand
{
    // A slower line than this is as good as broken.
    private const double SlowestBytesPerSecond = 8 * 1024;

    private readonly Argument<string> _source = new("SRC") { Description = "A file here, or NAME:/PATH" };
    private readonly Argument<string> _target = new("DST") { Description = "Where it goes; one of both is NAME:/PATH" };
    private readonly Flag<bool> _recursive = new("--recursive", "", "Copy a folder with all that is in it", "-r");

    public CopyCommand(CliHost host)
        : base("cp", "Copy a file or a folder to an instance or from one; a download of a file that broke off goes on where it was", host)
    {
        Add(_source);
        Add(_target);
        Add(_recursive);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var (source, target) = (call.Get(_source)!, call.Get(_target)!);
        var recursive = call.Get(_recursive);
        return (FilePlace.TryParse(source), FilePlace.TryParse(target)) switch
        {
            (null, { } to) when Path.GetFullPath(source, call.Environment.CurrentDirectory) is var folder && Directory.Exists(folder) =>
                recursive ? await FolderUpload.RunAsync(call, folder, to, cancel) : throw CliException.Config($"{source} is a folder; copy it with -r."),
            ({ Path: not null } place, null) when recursive => await FolderDownload.RunAsync(call, new FilePlace(place.Instance, Trim(place.Path)), target, cancel),
            (null, { } to) => await UploadAsync(call, source, to, cancel),
            ({ Path: not null } from, null) => await Download.RunAsync(call, from, target, cancel),
            _ => throw CliException.Config("Exactly one of SRC and DST must be a file of an instance, written NAME:/PATH."),
        };
    }

    private static string Trim(string path) => path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/";

    private static async Task<int> UploadAsync(Invocation call, string source, FilePlace target, CancellationToken cancel)
    {
        var path = Path.GetFullPath(source, call.Environment.CurrentDirectory);
        await using var file = File.OpenRead(path);
        var place = target switch
        {
            { Path: null } => throw CliException.Config("Name the file in the instance too, as in NAME:/root/file, or a folder that ends with a slash."),
            { Path: [.., '/'] folder } => target with { Path = folder + Path.GetFileName(path).Replace(@"\", @"\\", StringComparison.Ordinal) },
            _ => target,
        };
        using var progress = new TransferProgress(call.Environment, place.Name, file.Length);
        using var response = await call.Api().OpenAsync(
            () => new HttpRequestMessage(HttpMethod.Put, place.Route("/content", ("parents", "true")))
            {
                Content = new StreamContent(new CountingStream(file, progress.Report), 256 * 1024) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream"), ContentLength = file.Length } },
            },
            cancel,
            TimeSpan.FromSeconds(file.Length / SlowestBytesPerSecond));
        return ExitCodes.Ok;
    }
}
