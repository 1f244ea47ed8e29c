using System.Formats.Tar;
using System.IO.Pipelines;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Files;

/// <summary>Downloads a folder as one archive and unpacks it here, beside its place; it is put there when all of it has come.</summary>
internal static class FolderDownload
{
    public static async Task<int> RunAsync(Invocation call, FilePlace source, string target, CancellationToken cancel)
    {
        var path = Path.GetFullPath(target, call.Environment.CurrentDirectory);
        if (Directory.Exists(path))
        {
            path = Path.Combine(path, source.Name.Length > 0 ? source.Name : source.Instance);
        }

        if (Path.Exists(path))
        {
            throw CliException.Config($"{path} exists already; move it away, or name another place.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            var unpacked = await ReceiveAsync(call, source, temporary, cancel);
            Directory.Move(temporary, path);
            foreach (var note in unpacked.Notes)
            {
                call.Output.Note(note);
            }

            return ExitCodes.Ok;
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static async Task<LocalUnpacking> ReceiveAsync(Invocation call, FilePlace source, string folder, CancellationToken cancel)
    {
        var api = call.Api();
        using var response = await api.OpenAsync(() => new HttpRequestMessage(HttpMethod.Get, source.Route("/archive", ("format", "tar"))), cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 4 * 1024 * 1024, resumeWriterThreshold: 2 * 1024 * 1024, minimumSegmentSize: 256 * 1024));
        var unpacking = new LocalUnpacking(folder, hasTop: source.Path is not "/");
        var reading = ReadAsync(pipe.Reader, unpacking, stop);
        try
        {
            await api.CopyAsync(response, pipe.Writer.AsStream(leaveOpen: true), stop.Token);
            await pipe.Writer.CompleteAsync();
        }
        catch (OperationCanceledException) when (reading.IsFaulted)
        {
            // What stopped it is the better thing to say.
        }
        catch (Exception failure)
        {
            await pipe.Writer.CompleteAsync(failure);
            await reading.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        await reading;
        return unpacking;
    }

    private static async Task ReadAsync(PipeReader input, LocalUnpacking unpacking, CancellationTokenSource stop)
    {
        try
        {
            await using var bytes = input.AsStream();
            await using var tar = new TarReader(bytes, leaveOpen: true);
            await unpacking.RunAsync(tar, stop.Token);
            await bytes.CopyToAsync(Stream.Null, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
