using Anchorage.Silo.Backup;
using Anchorage.Silo.Data;

namespace Anchorage.Api.Hosting;

/// <summary><c>Anchorage.Api --restore FILE --data DIR</c>: brings a backup into an empty data folder while no server runs on it.</summary>
internal static class RestoreCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ["--restore", { Length: > 0 } file, "--data", { Length: > 0 } folder])
        {
            await Console.Error.WriteLineAsync("Usage: Anchorage.Api --restore FILE --data DIR");
            return 4;
        }

        try
        {
            InstallationBackup backup = new(new DataFolder(Path.GetFullPath(folder)), TimeProvider.System);
            await backup.Restore(Path.GetFullPath(file), CancellationToken.None);
            await Console.Error.WriteLineAsync($"Restored into {folder}. Start the server on it.");
            return 0;
        }
        catch (AnchorageException exception)
        {
            await Console.Error.WriteLineAsync($"[{exception.Code}] {ErrorRegistry.Describe(exception.Code, exception.Args)}");
            return 5;
        }
    }
}
