using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Reads screens from the terminal host, a few at a time: each is up to some mebibytes of text.</summary>
/// <param name="host">The terminal host.</param>
internal sealed class ScreenReader(TerminalHostClient host) : IDisposable
{
    /// <summary>Most lines above the screen that are kept, and so read.</summary>
    internal const int MaxLines = 10_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim _turns = new(4);

    /// <summary>Reads a screen; takes at most 8 s.</summary>
    /// <exception cref="Nodes.LinkRequestException"><c>terminal_not_found</c>, <c>terminal_host_unavailable</c>.</exception>
    internal async Task<ScreenReading> ReadAsync(ReadScreen read, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        await _turns.WaitAsync(deadline.Token);
        try
        {
            return await host.ReadAsync(read, deadline.Token);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
