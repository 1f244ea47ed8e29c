using System.Diagnostics;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>A program on a PTY through <c>ssh -tt</c>, with its input and output on pipes.</summary>
internal sealed class SshShell : IDisposable
{
    private readonly Process _process;
    private readonly byte[] _buffer = new byte[256 * 1024];

    public SshShell(SshKey key, int port, string command)
    {
        ProcessStartInfo start = new("ssh", [.. key.Arguments(port, "-tt"), command]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
    }

    public void Type(ReadOnlySpan<byte> text)
    {
        _process.StandardInput.BaseStream.Write(text);
        _process.StandardInput.BaseStream.Flush();
    }

    /// <summary>Reads exactly so many bytes.</summary>
    public void Read(long count)
    {
        for (long left = count; left > 0;)
        {
            int read = _process.StandardOutput.BaseStream.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, left)));
            left -= read > 0 ? read : throw new InvalidOperationException("ssh ended early.");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
