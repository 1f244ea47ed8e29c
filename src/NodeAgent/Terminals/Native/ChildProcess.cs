using System.Runtime.InteropServices;
using System.Text;

namespace Anchorage.NodeAgent.Terminals.Native;

/// <summary>Starts, watches and reaps child processes. <c>System.Diagnostics.Process</c> can give a child no session and no terminal of its own, and
/// <c>fork</c> in managed code crashes; <c>posix_spawn</c> does both in one call that never runs managed code in the child.</summary>
internal static unsafe class ChildProcess
{
    // posix_spawnattr_t has 336 bytes, posix_spawn_file_actions_t 80, sigset_t 128.
    private const int StructSize = 512;

    // Three ints and their padding stand before the union of siginfo_t.
    private const int PidInSignalInfo = 16;

    /// <summary>Starts a process as leader of a session of its own, with default signals.</summary>
    /// <returns>Its pid.</returns>
    /// <exception cref="LinuxException">The program is missing or cannot be started.</exception>
    internal static int Start(SpawnRequest request)
    {
        byte* attributes = stackalloc byte[StructSize];
        byte* actions = stackalloc byte[StructSize];
        byte* signals = stackalloc byte[StructSize];
        _ = Libc.SpawnAttributesInit(attributes);
        _ = Libc.FileActionsInit(actions);
        byte** arguments = null;
        byte** environment = null;
        try
        {
            const short flags = LinuxConstants.SpawnSetSession | LinuxConstants.SpawnSetSignalDefault | LinuxConstants.SpawnSetSignalMask;
            Check(Libc.SpawnAttributesSetFlags(attributes, flags), "posix_spawnattr_setflags");
            _ = Libc.SignalSetFill(signals);
            Check(Libc.SpawnAttributesSetDefaultSignals(attributes, signals), "posix_spawnattr_setsigdefault");
            _ = Libc.SignalSetEmpty(signals);
            Check(Libc.SpawnAttributesSetSignalMask(attributes, signals), "posix_spawnattr_setsigmask");

            Check(Libc.FileActionsAddOpen(actions, 0, request.Terminal ?? "/dev/null", LinuxConstants.OpenReadWrite, 0), "posix_spawn_file_actions_addopen");
            Check(Libc.FileActionsAddDup(actions, request.Output ?? 0, 1), "posix_spawn_file_actions_adddup2");
            Check(Libc.FileActionsAddDup(actions, request.Error ?? 0, 2), "posix_spawn_file_actions_adddup2");
            if (request.WorkingDirectory is { } folder)
            {
                Check(Libc.FileActionsAddChangeDirectory(actions, folder), "posix_spawn_file_actions_addchdir_np");
            }

            arguments = Strings([request.File, .. request.Arguments]);
            environment = Strings(request.Environment);
            int pid;
            Check(Libc.Spawn(&pid, request.File, actions, attributes, arguments, environment), $"posix_spawn({request.File})");
            return pid;
        }
        finally
        {
            Free(arguments);
            Free(environment);
            _ = Libc.FileActionsDestroy(actions);
            _ = Libc.SpawnAttributesDestroy(attributes);
        }
    }

    /// <summary>A descriptor that becomes readable when the process ends. The caller owns it.</summary>
    internal static int Watch(int pid)
    {
        nint fd = Libc.Syscall(LinuxConstants.SyscallPidfdOpen, pid, 0, 0, 0);
        return fd >= 0 ? (int)fd : throw new LinuxException("pidfd_open", Marshal.GetLastPInvokeError());
    }

    /// <summary>Blocks until the process behind a descriptor of <see cref="Watch"/> ended.</summary>
    internal static void WaitForEnd(int watch)
    {
        // struct pollfd: the descriptor, then the wanted and the reported events; POLLIN is 1.
        long request = (uint)watch | (1L << 32);
        while (Libc.Poll(&request, 1, -1) < 0 && Marshal.GetLastPInvokeError() == LinuxConstants.ErrorInterrupted)
        {
        }
    }

    /// <summary>Sends a signal to exactly the process behind a descriptor of <see cref="Watch"/>, never to a later one with the same pid.</summary>
    internal static void Signal(int watch, int signal) => _ = Libc.Syscall(LinuxConstants.SyscallPidfdSendSignal, watch, signal, 0, 0);

    /// <summary>Collects an ended child.</summary>
    /// <returns>Its exit code, 128 + signal when a signal ended it, or null when it still runs. A process that is not our child gives -1.</returns>
    internal static int? Reap(int pid)
    {
        int status = 0;
        int result;
        do
        {
            result = Libc.WaitPid(pid, &status, LinuxConstants.WaitNoHang);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == LinuxConstants.ErrorInterrupted);

        return result switch
        {
            0 => null,
            < 0 => -1,
            _ => (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
        };
    }

    /// <summary>Collects ended children that nobody watches: descendants that were handed to us because we are their subreaper.</summary>
    /// <param name="isWatched">Says which pids somebody will collect with <see cref="Reap"/>.</param>
    internal static void ReapOrphans(Func<int, bool> isWatched)
    {
        byte* info = stackalloc byte[128];
        for (int round = 0; round < 64; round++)
        {
            *(int*)(info + PidInSignalInfo) = 0;
            const int options = LinuxConstants.WaitExited | LinuxConstants.WaitNoHang | LinuxConstants.WaitNoWait;
            int result = Libc.WaitId(LinuxConstants.WaitIdAll, 0, info, options);
            int pid = *(int*)(info + PidInSignalInfo);
            if (result != 0 || pid == 0 || isWatched(pid))
            {
                // A watched one at the head hides orphans behind it until it is collected; its descriptor is readable, so that happens at once.
                return;
            }

            _ = Reap(pid);
        }
    }

    private static void Check(int error, string call)
    {
        if (error != 0)
        {
            throw new LinuxException(call, error);
        }
    }

    private static byte** Strings(IReadOnlyList<string> values)
    {
        byte** list = (byte**)NativeMemory.AllocZeroed((nuint)(values.Count + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < values.Count; i++)
        {
            int length = Encoding.UTF8.GetByteCount(values[i]);
            list[i] = (byte*)NativeMemory.AllocZeroed((nuint)length + 1);
            Encoding.UTF8.GetBytes(values[i], new Span<byte>(list[i], length));
        }

        return list;
    }

    private static void Free(byte** list)
    {
        for (byte** item = list; item != null && *item != null; item++)
        {
            NativeMemory.Free(*item);
        }

        NativeMemory.Free(list);
    }
}
