using System.Globalization;
using Anchorage.Grains.Abstractions.Errors;
using Microsoft.Extensions.Hosting;

namespace Anchorage.Silo.Data;

/// <summary>
/// Keeps a second server off a data folder: an advisory lock on <c>server.lock</c>, which the kernel gives back when the process ends in any way.
/// As a hosted service that starts first, it is given back last.
/// </summary>
public sealed class DataFolderLock : IHostedService, IDisposable
{
    internal const string Name = "server.lock";

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Makes the folder if need be and takes the lock.</summary>
    /// <exception cref="AnchorageException"><c>configuration_invalid</c>: another server works on the folder, or this account may not write it.</exception>
    public static DataFolderLock Take(DataFolder folder)
    {
        try
        {
            folder.MakeRoot();
            string path = Path.Combine(folder.Path, Name);
            FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = DataFolder.FileMode;
            }

            FileStream file = new(path, options);
            using StreamWriter writer = new(file, leaveOpen: true);
            file.SetLength(0);
            writer.WriteLine(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(file);
        }
        catch (UnauthorizedAccessException)
        {
            throw Invalid($"the account '{Environment.UserName}' may not write '{folder.Path}'; give it the folder or name another one");
        }
        catch (IOException e) when (Directory.Exists(folder.Path) && IsHeld(folder))
        {
            throw Invalid($"another server works on '{folder.Path}'; stop it first, or name another folder ({e.GetType().Name})");
        }
        catch (IOException e)
        {
            throw Invalid($"'{folder.Path}' cannot be written: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsHeld(DataFolder folder)
    {
        try
        {
            using FileStream probe = new(Path.Combine(folder.Path, Name), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return File.Exists(Path.Combine(folder.Path, Name));
        }
    }

    private static AnchorageException Invalid(string problem) =>
        new(ErrorCodes.ConfigurationInvalid, ("setting", DataFolderOptions.Section + ":Path"), ("problem", problem));
}
