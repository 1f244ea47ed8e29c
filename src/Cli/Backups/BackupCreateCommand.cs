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
        try
        {
            return await api.CopyAsync(response, output, cancel, Silence);
        }
        catch (CliException broken) when (broken.InnerException is HttpRequestException failure)
        {
            throw new CliException("backup_incomplete", $"The server broke the backup off: {failure.Message}", "Nothing was written; look into the server's log and repeat.", ExitCodes.Network, failure);
        }
    }
}
