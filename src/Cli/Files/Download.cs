using System.Net;
using System.Net.Http.Headers;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Files;

/// <summary>
/// Downloads a file. The bytes go to a file beside the target that carries the ETag in its name, so that a transfer that broke off, in this run or an earlier one, goes on
/// where it was as long as the file in the instance is the same.
/// </summary>
internal static class Download
{
    private const int MaxTries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(Invocation call, FilePlace source, string target, CancellationToken cancel)
    {
        var path = Path.GetFullPath(target, call.Environment.CurrentDirectory);
        if (Directory.Exists(path))
        {
            path = Path.Combine(path, source.Name);
        }

        var api = call.Api();
        for (var tries = 1; ; tries++)
        {
            var (etag, size) = await LookAsync(api, source, cancel);
            var part = $"{path}.{etag}.part";
            var before = Length(part);
            try
            {
                await ContinueAsync(call, api, source, part, etag, size, cancel);
                File.Move(part, path, overwrite: true);
                return ExitCodes.Ok;
            }
            catch (CliException broken) when (broken.ExitCode == ExitCodes.Network && tries < MaxTries && Length(part) > before)
            {
                // It went on a little: the line is bad, not dead.
                await Task.Delay(Pause, api.Time, cancel);
            }
        }
    }

    private static long Length(string part) => File.Exists(part) ? new FileInfo(part).Length : 0;

    private static async Task<(string Etag, long Size)> LookAsync(ApiClient api, FilePlace source, CancellationToken cancel)
    {
        using var head = await api.OpenAsync(() => new HttpRequestMessage(HttpMethod.Head, source.Route("/content")), cancel);
        var etag = head.Headers.ETag?.Tag.Trim('"');
        return etag is { Length: > 0 and <= 64 } && etag.All(char.IsAsciiLetterOrDigit) && head.Content.Headers.ContentLength is { } size
            ? (etag, size)
            : throw new CliException("unexpected_answer", "The server did not say what the file is.", "Compare the versions of server and command: anchorage doctor.", ExitCodes.Internal);
    }

    private static async Task ContinueAsync(Invocation call, ApiClient api, FilePlace source, string part, string etag, long size, CancellationToken cancel)
    {
        await using var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        output.Seek(0, SeekOrigin.End);
        using var progress = new TransferProgress(call.Environment, source.Name, size);
        if (output.Position == size)
        {
            return;
        }

        using var response = await api.OpenAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, source.Route("/content"));
                if (output.Position > 0)
                {
                    request.Headers.Range = new RangeHeaderValue(output.Position, null);
                    request.Headers.TryAddWithoutValidation("If-Range", $"\"{etag}\"");
                }

                return request;
            },
            cancel);
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            output.SetLength(0);
        }

        await api.CopyAsync(response, output, cancel, copied: () => progress.Report(output.Position));
        if (output.Position != size)
        {
            throw ApiErrors.FromTransport(new HttpRequestException("The transfer ended early."), api.Target.Url, api.Trust);
        }
    }
}
