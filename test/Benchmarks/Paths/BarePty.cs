using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.Benchmarks.Paths;

/// <summary>A program on a PTY of this machine, read directly.</summary>
internal sealed class BarePty : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly int _master;
    private readonly int _process;

    public BarePty(string command)
    {
        (_master, string path) = PseudoTerminal.Open();
        _process = ChildProcess.Start(new SpawnRequest("/bin/sh", ["-c", command], ["PATH=/usr/bin:/bin"]) { Terminal = path });
    }

    public void Type(ReadOnlySpan<byte> text)
    {
        if (Descriptor.Write(_master, text) != text.Length)
        {
            throw new InvalidOperationException("The PTY did not take the input.");
        }
    }

    /// <summary>Reads exactly so many bytes.</summary>
    public void Read(long count)
    {
        for (long left = count; left > 0;)
        {
            int read = Descriptor.Read(_master, _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, left)));
            if (read == 0)
            {
                throw new InvalidOperationException("The program on the PTY ended early.");
            }

            if (read < 0)
            {
                WaitReadable();
                continue;
            }

            left -= read;
        }
    }

    public void Dispose()
    {
        int watch = ChildProcess.Watch(_process);
        _ = Libc.Close(_master);
        ChildProcess.WaitForEnd(watch);
        _ = ChildProcess.Reap(_process);
        _ = Libc.Close(watch);
    }

    private unsafe void WaitReadable()
    {
        const long pollIn = 1;
        long request = (uint)_master | (pollIn << 32);
        _ = Libc.Poll(&request, 1, -1);
    }
}
