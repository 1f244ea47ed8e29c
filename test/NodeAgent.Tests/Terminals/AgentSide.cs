using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Recordings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>The agent's half of terminals with a terminal host that is a real process.</summary>
internal sealed class AgentSide : IAsyncDisposable
{
    private readonly TerminalHostStarter _starter;

    internal AgentSide(string folder)
    {
        Options = new TerminalOptions { Folder = folder, RecordingsFolder = Path.Combine(folder, "recordings"), Executable = [Path.Combine(AppContext.BaseDirectory, "Anchorage.NodeAgent")] };
        _starter = new TerminalHostStarter(Microsoft.Extensions.Options.Options.Create(Options));
        Client = new TerminalHostClient(_starter, Link, NullLogger<TerminalHostClient>.Instance);
        Store = new RecordingStore(Client, Microsoft.Extensions.Options.Options.Create(Options));
    }

    internal TerminalOptions Options { get; }

    internal RecordingLink Link { get; } = new();

    internal TerminalHostClient Client { get; }

    internal RecordingStore Store { get; }

    /// <summary>Waits until a recording is over.</summary>
    internal async Task<RecordingReport> UntilEndedAsync(string id)
    {
        CancellationToken deadline = HostHarness.Deadline;
        while (true)
        {
            if ((await Store.ListAsync(deadline)).SingleOrDefault(report => report.RecordingId == id) is { State: "ended" } report)
            {
                return report;
            }

            await Task.Delay(5, deadline);
        }
    }

    internal Task<TerminalReport> OpenAsync(string id, params string[] command) =>
        Client.OpenAsync(HostHarness.Request(id, HostHarness.Shell(command)), HostHarness.Deadline);

    internal Task<TerminalReport> OpenAsync(OpenRequest request) => Client.OpenAsync(request, HostHarness.Deadline);

    internal Task<Viewer> AttachAsync(string id, long? resume = null) => Viewer.AttachAsync(
        _starter.SocketPath, new AttachTerminal(id, Guid.NewGuid().ToString(), "u1", "user", "type", resume), acknowledge: true);

    /// <summary>Pid of the host that serves a folder, or 0.</summary>
    internal static int FindHost(string folder)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                string[] arguments = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
                if (arguments.Contains(TerminalHostProgram.Verb) && arguments.Contains(folder))
                {
                    return int.Parse(Path.GetFileName(process));
                }
            }
            catch (IOException)
            {
                // Not a process, or one that ended.
            }
        }

        return 0;
    }

    /// <summary>Ends the host of a folder.</summary>
    internal static async Task KillHostAsync(string folder, string signal)
    {
        if (FindHost(folder) is > 0 and int pid)
        {
            using var kill = System.Diagnostics.Process.Start("/bin/kill", ["-s", signal, pid.ToString()]);
            await kill.WaitForExitAsync(HostHarness.Deadline);
            CancellationToken deadline = HostHarness.Deadline;
            while (FindHost(folder) == pid)
            {
                deadline.IsCancellationRequested.ShouldBeFalse("the host ends");
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await KillHostAsync(Options.Folder, "TERM");
    }
}
