using System.ComponentModel;
using System.Diagnostics;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Instances.Machine;

/// <summary>A command on this machine: leader of a session of its own, so that a signal reaches all that it started.</summary>
internal sealed class MachineCommand : IRunningCommand
{
    private const int BufferSize = 32 * 1024;

    // Enters the folder as the account. Exit codes as a shell gives them: 126, 127.
    private const string Enter = """cd -- "$1" || exit 126; shift; exec "$@" """;

    private readonly Process _process;

    private MachineCommand(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <param name="account">As whom.</param>
    /// <param name="command">Program and arguments; no shell looks at them.</param>
    /// <param name="directory">Where; null for the account's home.</param>
    /// <param name="variables">Further variables of its environment, as <c>NAME=value</c>.</param>
    /// <exception cref="LinkRequestException"><c>command_failed</c>: it cannot be started.</exception>
    internal static MachineCommand Start(MachineAccount account, IReadOnlyList<string> command, string? directory, params IReadOnlyList<string> variables)
    {
        string folder = directory ?? (Directory.Exists(account.Home) ? account.Home : "/");
        IReadOnlyList<string> words = ThisMachine.Command(account, ["/bin/sh", "-c", Enter, "sh", folder, .. command]);
        ProcessStartInfo start = new("setsid", words) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        foreach (string variable in ThisMachine.Environment(account).Concat(variables))
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            start.Environment[variable[..equals]] = variable[(equals + 1)..];
        }

        try
        {
            return new MachineCommand(Process.Start(start) ?? throw new Win32Exception());
        }
        catch (Win32Exception e)
        {
            throw new LinkRequestException(WorkErrors.RunAsUnavailable, $"Nothing can be started on this machine: {e.Message}. Is util-linux installed?");
        }
    }

    /// <inheritdoc/>
    public async Task CopyOutputAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        using SemaphoreSlim turn = new(1);
        await Task.WhenAll(CopyAsync(_process.StandardOutput.BaseStream, 1, turn, write, cancellationToken), CopyAsync(_process.StandardError.BaseStream, 2, turn, write, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(data, cancellationToken);
            await _process.StandardInput.BaseStream.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The command has closed its input.
        }
    }

    /// <inheritdoc/>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was closed on the other side before.
        }
    }

    /// <inheritdoc/>
    public Task<bool> SignalAsync(int signal, CancellationToken cancellationToken)
    {
        bool runs = !_process.HasExited;
        if (runs && Libc.Kill(-_process.Id, signal) != 0)
        {
            // It has not become the leader of its session yet.
            _ = Libc.Kill(_process.Id, signal);
        }

        return Task.FromResult(runs);
    }

    /// <inheritdoc/>
    public Task<int?> ExitCodeAsync(CancellationToken cancellationToken) => Task.FromResult<int?>(_process.HasExited ? _process.ExitCode : null);

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static async Task CopyAsync(
        Stream output, byte number, SemaphoreSlim turn, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        buffer[0] = number;
        int read;
        while ((read = await output.ReadAsync(buffer.AsMemory(1), cancellationToken)) > 0)
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                await write(buffer.AsMemory(0, read + 1), cancellationToken);
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
