using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Host;
using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Recordings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>A terminal host with its loop on a thread of this process and real PTYs.</summary>
internal sealed class HostHarness : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly EventLoop _loop;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostHarness(TerminalHostOptions options, TimeProvider time)
    {
        _loop = new EventLoop(time);
        _thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new LoopSynchronizationContext(_loop));
            try
            {
                var starter = new ShellStarter(_loop, new ChildRegistry(collectOrphans: false), _folder.Path);
                using (Server = new TerminalHostServer(_loop, options, starter, SocketPath, NullLogger.Instance, () => WentIdle = true))
                {
                    _ready.SetResult();
                    _loop.Run(_stop.Token);
                }

                _ended.SetResult();
            }
            catch (Exception error)
            {
                _ready.TrySetException(error);
                _ended.TrySetException(error);
            }
        });
    }

    internal static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    internal string SocketPath => Path.Combine(_folder.Path, "h.sock");

    internal string FolderPath => _folder.Path;

    internal bool WentIdle { get; private set; }

    internal TerminalHostServer Server { get; private set; } = null!;

    internal static async Task<HostHarness> StartAsync(TerminalHostOptions? options = null, TimeProvider? time = null)
    {
        var harness = new HostHarness(options ?? new TerminalHostOptions(), time ?? TimeProvider.System);
        harness._thread.Start();
        await harness._ready.Task.WaitAsync(Deadline);
        return harness;
    }

    internal static ProcessLaunch Shell(params string[] command) => new(
        command.Length == 0 ? "/bin/bash" : command[0],
        command.Length == 0 ? ["--norc", "--noprofile"] : command[1..],
        ["TERM=xterm-256color", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/", "PS1=$ "],
        "/");

    internal static OpenRequest Request(string id, ProcessLaunch shell, string instanceId = "i1", int detachedSeconds = 86400) =>
        new(id, instanceId, 80, 24, detachedSeconds, new ShellLaunch(Process: shell));

    internal async Task<TerminalReport> OpenAsync(OpenRequest request) => (await OnLoopAsync(() => Server.OpenAsync(request))).Report();

    internal Task<TerminalReport> OpenAsync(string id, params string[] command) => OpenAsync(Request(id, Shell(command)));

    internal async Task<TerminalReport?> ReportAsync(string id) =>
        await OnLoopAsync(() => Task.FromResult(Server.List().SingleOrDefault(report => report.TerminalId == id)));

    /// <summary>Waits until a terminal's report, null when it is gone, looks as wanted.</summary>
    internal async Task UntilAsync(string id, Func<TerminalReport?, bool> condition)
    {
        CancellationToken deadline = Deadline;
        TerminalReport? report;
        while (!condition(report = await ReportAsync(id)))
        {
            deadline.IsCancellationRequested.ShouldBeFalse($"still {report}");
            await Task.Delay(5, CancellationToken.None);
        }
    }

    internal Task<Viewer> AttachAsync(string id, string role = "type", long? resume = null, string user = "u1", bool acknowledge = true) =>
        Viewer.AttachAsync(SocketPath, new AttachTerminal(id, Guid.NewGuid().ToString(), user, "name of " + user, role, resume), acknowledge);

    internal Task<Viewer> PreviewAsync(string id) =>
        Viewer.ConnectAsync(SocketPath, new AttachTerminal(id, Guid.NewGuid().ToString(), "u1", "name of u1", "preview", null), acknowledge: false);

    internal Task RecordAsync(string id, string? recordingId) => OnLoopAsync(() => Server.RecordAsync(id, recordingId));

    /// <summary>Waits until a recording is over and its report is beside it.</summary>
    internal async Task<RecordingReport> UntilRecordedAsync(string folder, string recordingId)
    {
        CancellationToken deadline = Deadline;
        RecordingReport? report;
        while ((report = new RecordingFiles(folder).Load(recordingId)) is not { State: "ended" } || await OnLoopAsync(() => Task.FromResult(Server.Recordings().Count)) > 0)
        {
            deadline.IsCancellationRequested.ShouldBeFalse($"still {report}");
            await Task.Delay(5, CancellationToken.None);
        }

        return report;
    }

    internal Task CloseAsync(string id) => OnLoopAsync(() =>
    {
        Server.Close(id);
        return Task.FromResult(0);
    });

    internal async Task AdvanceAsync(ManualTime time, TimeSpan by)
    {
        time.Advance(by);

        // Twice through the loop: what was due has run then.
        await OnLoopAsync(() => Task.FromResult(0));
        await OnLoopAsync(() => Task.FromResult(0));
    }

    internal Task<T> OnLoopAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.Post(async () =>
        {
            try
            {
                done.SetResult(await work());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task.WaitAsync(Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _ended.Task.WaitAsync(Deadline);
        _loop.Dispose();
        _folder.Dispose();
    }
}
