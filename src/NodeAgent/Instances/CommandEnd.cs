using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Instances;

/// <summary>How commands end.</summary>
internal static class CommandEnd
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HangUpPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>The exit code of a command whose streams have closed: it is known a moment later. -1 when nobody says it.</summary>
    public static async Task<int> WaitAsync(IRunningCommand command, TimeProvider time, CancellationToken cancellationToken) =>
        await WaitAsync(command, EndPatience, time, cancellationToken) ?? -1;

    /// <summary>Ends a command that still runs: SIGHUP, after a while SIGKILL.</summary>
    public static async Task HangUpAsync(IRunningCommand command, TimeProvider time)
    {
        using var deadline = new CancellationTokenSource(EndPatience, time);
        try
        {
            if (await command.SignalAsync(LinuxConstants.SignalHangup, deadline.Token) && await WaitAsync(command, HangUpPatience, time, deadline.Token) is null)
            {
                await command.SignalAsync(LinuxConstants.SignalKill, deadline.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // An engine that does not answer cannot be told more.
        }
    }

    private static async Task<int?> WaitAsync(IRunningCommand command, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            if (await command.ExitCodeAsync(cancellationToken) is { } code)
            {
                return code;
            }

            if (time.GetElapsedTime(begin) > patience)
            {
                return null;
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }
}
