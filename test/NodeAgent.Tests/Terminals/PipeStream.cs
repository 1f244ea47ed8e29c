using System.Threading.Channels;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>A dialled stream whose other side is the test.</summary>
internal sealed class PipeStream : IAgentStream
{
    internal Channel<StreamFrame> ToAgent { get; } = Channel.CreateUnbounded<StreamFrame>();

    internal Channel<StreamFrame> FromAgent { get; } = Channel.CreateUnbounded<StreamFrame>();

    internal bool Accepted { get; private set; }

    public string Id => "stream";

    public ValueTask AcceptAsync(CancellationToken cancellationToken)
    {
        Accepted = true;
        return ValueTask.CompletedTask;
    }

    public async ValueTask<StreamFrame?> ReadAsync(CancellationToken cancellationToken) =>
        await ToAgent.Reader.WaitToReadAsync(cancellationToken) && ToAgent.Reader.TryRead(out StreamFrame frame) ? frame : null;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, bool text, CancellationToken cancellationToken) =>
        FromAgent.Writer.WriteAsync(new StreamFrame(data.ToArray(), text), cancellationToken);
}
