using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;
using Anchorage.Cli.Identity;

namespace Anchorage.Cli.Backups;

/// <summary>Writes a backup of the running installation; the file appears under its name only when it is complete.</summary>
internal sealed class BackupCreateCommand : CliCommand
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);
    private readonly Argument<string> _file = new("FILE") { Description = "Where it is written, or - for standard output" };
    private readonly LocalAdministration _local = new();

    public BackupCreateCommand(CliHost host)
        : base("create", "Back up the whole installation of this machine through its admin.sock", host)
    {
        Add(_file);
        Add(_local.Data);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        using var api = call.Open(ServerTarget.Local(_local.RequireSocket(call)));
        using var response = await api.OpenAsync(() => new HttpRequestMessage(HttpMethod.Post, "/api/admin/backup"), cancel);
        var file = call.Get(_file)!;
        if (file == "-")
        {
            await using var output = call.Environment.OpenOutput();
            await CopyAsync(api, response, output, cancel);
            return ExitCodes.Ok;
        }

        var path = Path.GetFullPath(file, call.Environment.CurrentDirectory);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            long size;
            await using (var output = PrivateFile.Create(temporary))
            {
                size = await CopyAsync(api, response, output, cancel);
                output.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            call.Output.Note($"Wrote {path} ({size} bytes, readable by you only: it holds secrets).");
        }
        finally
        {
            File.Delete(temporary);
        }

        return ExitCodes.Ok;
    }

    private static async Task<long> CopyAsync(ApiClient api, HttpResponseMessage response, Stream output, CancellationToken cancel)
    {
        await using var input = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[64 * 1024];
        long total = 0;
        while (true)
        {
            var read = await ReadAsync(api, input, buffer, cancel);
            if (read == 0)
            {
                return total;
            }

            await output.WriteAsync(buffer.AsMemory(0, read), cancel);
            total += read;
        }
    }

    private static async Task<int> ReadAsync(ApiClient api, Stream input, byte[] buffer, CancellationToken cancel)
    {
        using var deadline = new RequestDeadline(Silence, api.Time, cancel);
        try
        {
            return await input.ReadAsync(buffer, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw ApiErrors.Timeout(api.Target.Url, Silence);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new CliException("backup_incomplete", $"The server broke the backup off: {failure.Message}", "Nothing was written; look into the server's log and repeat.", ExitCodes.Network, failure);
        }
    }
}
