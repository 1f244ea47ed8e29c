using System.Collections;
using System.Globalization;
using System.Reflection;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Terminals.Native;
using Microsoft.Extensions.Options;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Starts the terminal host as a process in a session of its own, so that it outlives the agent.</summary>
/// <param name="options">Settings.</param>
internal sealed class TerminalHostStarter(IOptions<TerminalOptions> options)
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Path of the host's socket.</summary>
    internal string SocketPath => Path.Combine(options.Value.Folder, "host.sock");

    /// <summary>Starts the host and waits until it listens. A host that another agent starts at the same moment is as good.</summary>
    /// <exception cref="LinkRequestException"><c>terminal_host_unavailable</c>.</exception>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        TerminalOptions settings = options.Value;
        PrivateFolder.Create(settings.Folder);
        (int reader, int writer) = OpenPipe();
        using var output = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(reader, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        string log = Path.Combine(settings.Folder, "host.log");
        int error = LinuxException.Check(
            Libc.Open(log, LinuxConstants.OpenWriteOnly | LinuxConstants.OpenCreate | LinuxConstants.OpenCloseOnExec | LinuxConstants.OpenTruncate, 0x180), "open");
        int pid;
        try
        {
            IReadOnlyList<string> executable = settings.Executable ?? Self();
            pid = ChildProcess.Start(new SpawnRequest(executable[0], [.. executable.Skip(1), .. Arguments(settings)], EnvironmentOfChild())
            {
                WorkingDirectory = "/",
                Output = writer,
                Error = error,
            });
        }
        finally
        {
            _ = Libc.Close(writer);
            _ = Libc.Close(error);
        }

        ReapLater(pid);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ReadyTimeout);

        // One line when it listens; the end of the pipe when it ended instead.
        byte[] line = new byte[16];
        int count = await Task.Run(() => output.Read(line), CancellationToken.None).WaitAsync(deadline.Token);
        if (count == 0 && !File.Exists(SocketPath))
        {
            string reason = File.Exists(log) ? (await File.ReadAllTextAsync(log, cancellationToken)).Trim() : "no reason given";
            throw new LinkRequestException(TerminalErrors.HostUnavailable, $"The terminal host did not start: {reason}");
        }
    }

    private IEnumerable<string> Arguments(TerminalOptions settings) =>
    [
        TerminalHostProgram.Verb, "--socket", SocketPath, "--data", settings.Folder,
        "--max-terminals", settings.MaxTerminals.ToString(CultureInfo.InvariantCulture),
        "--max-per-instance", settings.MaxTerminalsPerInstance.ToString(CultureInfo.InvariantCulture),
        "--recordings", settings.RecordingsFolder,
        "--recording-megabytes", settings.RecordingMegabytes.ToString(CultureInfo.InvariantCulture),
        "--recordings-megabytes", settings.RecordingsMegabytes.ToString(CultureInfo.InvariantCulture),
        "--max-recordings", settings.MaxRecordings.ToString(CultureInfo.InvariantCulture),
        "--idle-seconds", settings.HostIdleSeconds.ToString(CultureInfo.InvariantCulture),
    ];

    // "dotnet agent.dll" when run by the framework's launcher, the executable itself otherwise.
    private static IReadOnlyList<string> Self()
    {
        string program = Environment.ProcessPath!;
        string assembly = Assembly.GetExecutingAssembly().Location;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, assembly] : [program];
    }

    // The host keeps little in memory for long: a small, frugal heap suits it better than a fast one.
    private static IReadOnlyList<string> EnvironmentOfChild() =>
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(static entry => entry.Key is string name && !name.StartsWith("ANCHORAGE_", StringComparison.Ordinal))
            .Select(static entry => $"{entry.Key}={entry.Value}"),
        "DOTNET_gcConcurrent=0",
        "DOTNET_GCConserveMemory=5",
        "DOTNET_TieredPGO=0",
    ];

    private static unsafe (int Reader, int Writer) OpenPipe()
    {
        int* ends = stackalloc int[2];
        LinuxException.Check(Libc.Pipe(ends, LinuxConstants.OpenCloseOnExec), "pipe2");
        return (ends[0], ends[1]);
    }

    // While the agent lives, an ended host must not stay a zombie.
    private static void ReapLater(int pid)
    {
        int watch = ChildProcess.Watch(pid);
        var thread = new Thread(() =>
        {
            ChildProcess.WaitForEnd(watch);
            _ = ChildProcess.Reap(pid);
            _ = Libc.Close(watch);
        })
        {
            IsBackground = true,
            Name = "terminal host reaper",
        };
        thread.Start();
    }
}
