using System.Collections.Concurrent;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Tests.Terminals;

[Collection("descriptors")]
public sealed class PtyTests
{
    [Fact]
    public async Task Three_hundred_shells_start_and_end_under_collector_load_without_a_leak()
    {
        using var stop = new CancellationTokenSource();
        Task garbage = Task.Run(
            () =>
            {
                var kept = new ConcurrentQueue<byte[]>();
                while (!stop.IsCancellationRequested)
                {
                    kept.Enqueue(new byte[20_000]);
                    if (kept.Count > 500)
                    {
                        kept.Clear();
                        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
                    }
                }
            },
            CancellationToken.None);
        try
        {
            RunShell(0);

            // What other tests left to the collector is not counted: it would go in the middle.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            int before = CountDescriptors();
            for (int i = 0; i < 300; i++)
            {
                RunShell(i % 200);
            }

            CountDescriptors().ShouldBe(before);
        }
        finally
        {
            await stop.CancelAsync();
            await garbage;
        }
    }

    [Fact]
    public void A_missing_program_is_an_error_with_its_name()
    {
        LinuxException error = Should.Throw<LinuxException>(() => ChildProcess.Start(new SpawnRequest("/no/such/program", [], [])));
        error.Error.ShouldBe(2);
        error.Message.ShouldContain("/no/such/program");
    }

    private static int CountDescriptors() => Directory.GetFileSystemEntries("/proc/self/fd")
        .Count(static link => new FileInfo(link).LinkTarget is { } target && (target.Contains("ptmx", StringComparison.Ordinal) || target.Contains("pidfd", StringComparison.Ordinal)));

    private static void RunShell(int code)
    {
        (int master, string path) = PseudoTerminal.Open();
        int pid = ChildProcess.Start(new SpawnRequest("/bin/sh", ["-c", $"tty >/dev/null && exit {code}"], ["PATH=/usr/bin:/bin"]) { Terminal = path, WorkingDirectory = "/" });
        int watch = ChildProcess.Watch(pid);
        ChildProcess.WaitForEnd(watch);
        ChildProcess.Reap(pid).ShouldBe(code);
        Libc.Close(watch);
        Libc.Close(master);
    }
}
