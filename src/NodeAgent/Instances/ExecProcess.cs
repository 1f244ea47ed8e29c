using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Instances;

/// <summary>The process behind an exec of the Engine.</summary>
internal sealed class ExecProcess(DockerClient client, string exec, TimeProvider time)
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HangUpPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Its exit code, once its streams have closed: the Engine learns of the end a moment later. -1 when it never says.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var seen = await client.InspectExecAsync(exec, cancellationToken);
            if (!seen.Running || time.GetElapsedTime(begin) > EndPatience)
            {
                return seen.ExitCode ?? -1;
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }

    /// <summary>Ends it when it still runs: SIGHUP, after a while SIGKILL. Never throws.</summary>
    public async Task HangUpAsync()
    {
        using var deadline = new CancellationTokenSource(EndPatience, time);
        try
        {
            if (!await SignalAsync(LinuxConstants.SignalHangup, deadline.Token))
            {
                return;
            }

            var begin = time.GetTimestamp();
            while (time.GetElapsedTime(begin) < HangUpPatience && (await client.InspectExecAsync(exec, deadline.Token)).Running)
            {
                await Task.Delay(Look, time, deadline.Token);
            }

            await SignalAsync(LinuxConstants.SignalKill, deadline.Token);
        }
        catch (Exception e) when (e is DockerException or OperationCanceledException)
        {
            // The container is gone, or the engine: then so is the process.
        }
    }

    /// <summary>Signals its process group. Only where the engine is on this machine, which alone knows its processes.</summary>
    /// <returns>True when it still ran.</returns>
    public async Task<bool> SignalAsync(int signal, CancellationToken cancellationToken)
    {
        var seen = await client.InspectExecAsync(exec, cancellationToken);
        if (seen is { Running: true, Pid: > 1 } && client.Endpoint.IsLocal)
        {
            if (Libc.Kill(-seen.Pid, signal) != 0)
            {
                _ = Libc.Kill(seen.Pid, signal);
            }
        }

        return seen.Running;
    }
}
