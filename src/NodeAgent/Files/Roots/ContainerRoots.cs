using System.Globalization;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Terminals;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Roots;

/// <summary>Roots of running containers, through <c>/proc/PID/root</c> of their first process, as the user of that process.</summary>
internal sealed class ContainerRoots(IContainerShell containers, FileThreads threads) : IFileRootSource
{
    private const nint SyscallPidfdOpen = 434;
    private const nint SyscallPidfdSendSignal = 424;
    private const int MaxEnvironment = 128 * 1024;

    /// <inheritdoc/>
    public async Task<FileRoot?> TryOpenAsync(string instanceId, CancellationToken cancellationToken)
    {
        RunningContainer container = await containers.FindAsync(instanceId, cancellationToken);
        if (!IdentitySwitch.IsPossible)
        {
            throw new LinkRequestException(FileErrors.Unavailable, "The agent does not run as root, so it cannot reach the files of containers. Run it as root.");
        }

        if (!container.Engine.StartsWith('/'))
        {
            throw new LinkRequestException(FileErrors.Unavailable, "The engine runs on another machine than the agent, which therefore cannot reach the files of its containers.");
        }

        try
        {
            return Open(container);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or LinkRequestException { Code: FileErrors.NotFound or FileErrors.PermissionDenied })
        {
            // The process ended while it was looked at.
            throw Stopped();
        }
    }

    /// <summary>
    /// The number of a process may pass to another one. The handle of the process is taken first; while it says that the process lives, the number is its own, so what was read
    /// from /proc between two such answers belongs to it.
    /// </summary>
    private FileRoot Open(RunningContainer container)
    {
        string proc = string.Create(CultureInfo.InvariantCulture, $"/proc/{container.ProcessId}");
        nint descriptor = FileCalls.Syscall(SyscallPidfdOpen, container.ProcessId, 0, 0, 0);
        if (descriptor < 0)
        {
            throw Stopped();
        }

        using SafeFileHandle process = new(descriptor, ownsHandle: true);
        RequireContainer(proc, container.ContainerId);
        IdMap users = IdMap.Parse(File.ReadAllText(proc + "/uid_map"));
        IdMap groups = IdMap.Parse(File.ReadAllText(proc + "/gid_map"));
        FileIdentity identity = FileIdentity.FromStatus(File.ReadAllText(proc + "/status"), foreignUsers: !users.IsSame);
        FilePath home = Home(proc + "/environ");
        SafeFileHandle root = FileRoot.OpenHandle(proc + "/root");
        try
        {
            RequireContainer(proc, container.ContainerId);
            if (FileCalls.Syscall(SyscallPidfdSendSignal, descriptor, 0, 0, 0) < 0)
            {
                throw Stopped();
            }

            return new FileRoot(root, identity, users, groups, home, threads);
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    /// <summary>The control group of each process of a container carries the container's id.</summary>
    private static void RequireContainer(string proc, string containerId)
    {
        if (!File.ReadAllText(proc + "/cgroup").Contains(containerId, StringComparison.Ordinal))
        {
            throw Stopped();
        }
    }

    /// <summary>What the container calls its home; it says where paths begin and leads nowhere but into its own root.</summary>
    private static FilePath Home(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] buffer = new byte[MaxEnvironment];
        int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        foreach (Range range in buffer.AsSpan(0, length).Split((byte)0))
        {
            ReadOnlySpan<byte> variable = buffer.AsSpan(0, length)[range];
            if (variable.StartsWith("HOME=/"u8))
            {
                try
                {
                    return FilePath.FromBytes(variable[5..]);
                }
                catch (LinkRequestException)
                {
                    break;
                }
            }
        }

        return FilePath.Root;
    }

    private static LinkRequestException Stopped() => new(WorkErrors.InstanceStopped, "The instance does not run. Start it first.");
}
