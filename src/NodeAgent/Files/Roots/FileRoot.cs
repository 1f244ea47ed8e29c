using Anchorage.NodeAgent.Files.Native;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>An open root folder, and as whom its files are touched.</summary>
/// <param name="handle">The folder.</param>
/// <param name="identity">As whom; null for the agent's own account.</param>
/// <param name="users">Numbers of users of the node and of the instance.</param>
/// <param name="groups">The same of groups.</param>
/// <param name="home">Where paths begin that nobody named, and where the trash is.</param>
/// <param name="threads">Where the work runs.</param>
internal sealed class FileRoot(SafeFileHandle handle, FileIdentity? identity, IdMap users, IdMap groups, FilePath home, FileThreads threads) : IDisposable
{
    private readonly FileTree _tree = new(handle, users, groups);

    /// <summary>The instance whose files these are.</summary>
    internal string InstanceId { get; set; } = string.Empty;

    /// <summary>The home folder of the instance's user.</summary>
    internal FilePath Home => home;

    /// <summary>The path that somebody sent, or the home folder.</summary>
    internal FilePath PathOf(string? text) => text is null ? home : FilePath.Parse(text);

    /// <summary>Runs short work as the instance's user.</summary>
    internal Task<T> RunAsync<T>(Func<FileTree, T> work) => threads.RunAsync(identity, () => work(_tree));

    /// <summary>Runs work that may take long as the instance's user.</summary>
    internal Task<T> RunLongAsync<T>(Func<FileTree, T> work) => threads.RunLongAsync(identity, () => work(_tree));

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    /// <summary>Opens a folder of this machine as a root.</summary>
    internal static unsafe SafeFileHandle OpenHandle(string path)
    {
        fixed (byte* start = Bytes.End(System.Text.Encoding.UTF8.GetBytes(path)))
        {
            int descriptor = FileCalls.Open(start, FileConstants.OpenPath | FileConstants.OpenFolder | FileConstants.OpenCloseOnExec, 0);
            return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw FileErrors.Last(path);
        }
    }
}
