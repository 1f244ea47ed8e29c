using System.Net.Sockets;
using System.Text.Json;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A shell that the Engine's exec API started: its terminal is a connection to the Engine.</summary>
internal sealed class EnginePty : IPty
{
    private const int InquiryAttempts = 50;
    private static readonly TimeSpan InquiryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private readonly EngineClient _engine;
    private readonly string _execId;
    private readonly string _containerId;
    private readonly Socket _stream;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<int> _exited = new();
    private Task _lastResize = Task.CompletedTask;
    private ProcessSession? _session;
    private bool _disposed;

    internal EnginePty(EngineClient engine, string execId, string containerId, Socket stream, byte[] firstOutput, TimeProvider time)
    {
        _time = time;
        _engine = engine;
        _execId = execId;
        _containerId = containerId;
        _stream = stream;
        FirstOutput = firstOutput;
        Descriptor = (int)stream.Handle;
        Native.Descriptor.SetNonBlocking(Descriptor);
    }

    /// <inheritdoc/>
    public int Descriptor { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> FirstOutput { get; }

    /// <inheritdoc/>
    public Task<int> Exited => _exited.Task;

    /// <inheritdoc/>
    public void Resize(int columns, int rows)
    {
        if (!_disposed)
        {
            _lastResize = ResizeAfterAsync(_lastResize, columns, rows);
        }
    }

    /// <inheritdoc/>
    public void HangUp() => _ = SignalAsync(static session => session.HangUp());

    /// <inheritdoc/>
    public void Kill() => _ = SignalAsync(static session => session.Kill(leaderRuns: false));

    // The Engine says how the shell ended only to those who ask; the end of the stream is the sign to do so.
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _stream.Dispose();
            _ = InquireAsync();
        }
    }

    private async Task ResizeAfterAsync(Task before, int columns, int rows)
    {
        await before;
        try
        {
            using var deadline = new CancellationTokenSource(CallTimeout);
            using JsonDocument answer = await _engine.SendAsync(HttpMethod.Post, $"/exec/{_execId}/resize?h={rows}&w={columns}", null, deadline.Token);
        }
        catch (Exception error) when (IsEngineTrouble(error))
        {
            // The shell just ended, or the Engine restarts: the size is not worth ending a terminal for.
        }
    }

    private async Task SignalAsync(Action<ProcessSession> signal)
    {
        try
        {
            if (_session is null)
            {
                using var deadline = new CancellationTokenSource(CallTimeout);
                using JsonDocument state = await _engine.SendAsync(HttpMethod.Get, $"/exec/{_execId}/json", null, deadline.Token);
                int pid = state.RootElement.GetProperty("Pid").GetInt32();

                // An Engine elsewhere speaks of pids of another machine: the membership in the container's cgroup is the proof that it is ours.
                string cgroup = pid > 0 ? await File.ReadAllTextAsync($"/proc/{pid}/cgroup", deadline.Token) : "";
                if (!cgroup.Contains(_containerId, StringComparison.Ordinal))
                {
                    return;
                }

                _session = new ProcessSession(pid);
            }

            signal(_session);
        }
        catch (Exception error) when (IsEngineTrouble(error))
        {
            // It ended meanwhile; closing the stream, which follows, hangs up the rest.
        }
    }

    private async Task InquireAsync()
    {
        int code = -1;
        try
        {
            for (int attempt = 0; attempt < InquiryAttempts; attempt++)
            {
                using var deadline = new CancellationTokenSource(CallTimeout);
                using JsonDocument state = await _engine.SendAsync(HttpMethod.Get, $"/exec/{_execId}/json", null, deadline.Token);
                if (!state.RootElement.GetProperty("Running").GetBoolean())
                {
                    code = state.RootElement.GetProperty("ExitCode") is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : -1;
                    break;
                }

                await Task.Delay(InquiryDelay, _time, CancellationToken.None);
            }
        }
        catch (Exception error) when (IsEngineTrouble(error))
        {
            code = -1;
        }

        _engine.Dispose();
        _exited.TrySetResult(code);
    }

    private static bool IsEngineTrouble(Exception error) =>
        error is HttpRequestException or IOException or OperationCanceledException or ShellStartException or ObjectDisposedException or JsonException;
}
