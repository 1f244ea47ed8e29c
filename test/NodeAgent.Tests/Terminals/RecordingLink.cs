using System.Collections.Concurrent;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>A control link that keeps what is posted.</summary>
internal sealed class RecordingLink : IControlLink
{
    public event Func<CancellationToken, Task>? Connected
    {
        add { }
        remove { }
    }

    internal ConcurrentQueue<(string Type, TerminalReport Report)> Posted { get; } = new();

    internal ConcurrentQueue<RecordingReport> Recordings { get; } = new();

    public void Post<T>(string type, T payload)
    {
        if (payload is RecordingReport recording)
        {
            type.ShouldBe(MessageTypes.RecordingChanged);
            Recordings.Enqueue(recording);
        }
        else
        {
            Posted.Enqueue((type, payload.ShouldBeOfType<TerminalReport>()));
        }
    }

    public Task RequestAsync<T>(string type, T payload, CancellationToken cancellationToken) => throw new NotSupportedException();

    internal async Task<TerminalReport> UntilAsync(Func<TerminalReport, bool> condition)
    {
        CancellationToken deadline = HostHarness.Deadline;
        while (true)
        {
            if (Posted.FirstOrDefault(post => condition(post.Report)) is { Report: { } found })
            {
                return found;
            }

            deadline.IsCancellationRequested.ShouldBeFalse(string.Join("; ", Posted));
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
