using System.Globalization;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>All processes of a terminal's session. The kernel has no call that signals them; <c>/proc</c> says who belongs.</summary>
/// <param name="leader">Pid of the session's leader, as seen by this process.</param>
internal sealed class ProcessSession(int leader)
{
    // In /proc/PID/stat, counted after the name in parentheses: state, parent, group, session, ..., start time.
    private const int SessionField = 3;
    private const int StartTimeField = 19;

    private IReadOnlyList<(int Pid, string StartTime)> _hungUp = [];

    /// <summary>Sends SIGHUP to all, and SIGCONT so that stopped ones hear it.</summary>
    internal void HangUp()
    {
        _hungUp = Members();
        Signal(_hungUp, LinuxConstants.SignalHangup);
        Signal(_hungUp, LinuxConstants.SignalContinue);
    }

    /// <summary>Sends SIGKILL to all that are left.</summary>
    /// <param name="leaderRuns">False when the leader ended: its pid may belong to a stranger by now unless somebody of the old session is still there.</param>
    internal void Kill(bool leaderRuns)
    {
        IReadOnlyList<(int Pid, string StartTime)> members = Members();
        if (leaderRuns || members.Intersect(_hungUp).Any())
        {
            Signal(members, LinuxConstants.SignalKill);
        }
    }

    private static void Signal(IReadOnlyList<(int Pid, string StartTime)> processes, int signal)
    {
        foreach ((int pid, _) in processes)
        {
            _ = Libc.Kill(pid, signal);
        }
    }

    private List<(int Pid, string StartTime)> Members()
    {
        var members = new List<(int, string)>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && Stat(folder) is { } fields && fields[SessionField] == leader.ToString(CultureInfo.InvariantCulture))
            {
                members.Add((pid, fields[StartTimeField]));
            }
        }

        return members;
    }

    private static string[]? Stat(string folder)
    {
        try
        {
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
