using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Processes;

namespace Anchorage.Cli.Backups;

/// <summary>Becomes the server program, which alone knows the format, with the server stopped.</summary>
internal sealed class BackupRestoreCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A file of \"anchorage backup create\"" };
    private readonly Flag<string> _data = new("--data", "DIR", "The data folder that is filled (required)");

    public BackupRestoreCommand(CliHost host)
        : base("restore", "Restore a backup into a data folder while the server is stopped (the server program may be given by ANCHORAGE_API_PATH)", host)
    {
        Add(_file);
        Add(_data);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var file = Path.GetFullPath(call.Get(_file)!, call.Environment.CurrentDirectory);
        if (!File.Exists(file))
        {
            throw new CliException("file_failed", $"There is no file {file}.", "Give the path of a backup.", ExitCodes.Config);
        }

        var data = call.Get(_data) ?? throw CliException.Usage("--data is missing.", "Example: anchorage backup restore FILE --data /var/lib/anchorage");
        var server = CompanionProgram.Find(call.Environment, "Anchorage.Api", "api", "ANCHORAGE_API_PATH");
        return await call.Environment.Programs.ReplaceAsync(server, ["--restore", file, "--data", Path.GetFullPath(data, call.Environment.CurrentDirectory)]);
    }
}
