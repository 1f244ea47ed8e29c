using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Stands where a client would, for a program that the agent itself runs: gives it no input and cuts its output into lines.</summary>
internal sealed class LineStream(Action<string> line) : IAgentStream
{
    private const int LongestLine = 16 * 1024;
    private static readonly byte[] EndOfFile = """{"type":"eof"}"""u8.ToArray();
    private readonly Dictionary<byte, List<byte>> _open = [];
    private bool _saidEnd;
    private int _code = -1;

    /// <inheritdoc/>
    public string Id => "program";

    /// <inheritdoc/>
    public ValueTask AcceptAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<StreamFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_saidEnd)
        {
            _saidEnd = true;
            return new StreamFrame(EndOfFile, true);
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> data, bool text, CancellationToken cancellationToken)
    {
        if (text)
        {
            CommandMessage? message = JsonSerializer.Deserialize(data.Span, ProtocolJson.Default.CommandMessage);
            _code = message is { Type: "exit", Code: { } code } ? code : _code;
        }
        else
        {
            Take(data.Span[0], data.Span[1..]);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The program has ended: what has no end of line counts as a line too.</summary>
    /// <returns>Its exit code.</returns>
    internal int Finish()
    {
        foreach (List<byte> rest in _open.Values.Where(r => r.Count > 0))
        {
            Say(rest);
        }

        return _code;
    }

    private void Take(byte number, ReadOnlySpan<byte> data)
    {
        if (!_open.TryGetValue(number, out List<byte>? open))
        {
            _open[number] = open = [];
        }

        foreach (byte b in data)
        {
            // Programs draw their progress over and over with returns: each is a line.
            if (b is (byte)'\n' or (byte)'\r' || open.Count == LongestLine)
            {
                Say(open);
            }

            if (b is not ((byte)'\n' or (byte)'\r'))
            {
                open.Add(b);
            }
        }
    }

    private void Say(List<byte> bytes)
    {
        if (bytes.Count > 0)
        {
            line(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }
}
