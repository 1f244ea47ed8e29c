using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Anchorage.Api.Streams;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Types into a terminal as a viewer that stays until the output rests (docs/protocol/terminal.md).</summary>
internal sealed class TerminalTyping(NodeStream stream, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan TypePatience = TimeSpan.FromSeconds(20);

    private long _output;
    private long _drawn;

    /// <summary>Types, and returns when the terminal has said nothing for a moment, or the time is over.</summary>
    /// <exception cref="AnchorageException">The terminal's own refusal; <c>agent_timeout</c> when it does not take the text.</exception>
    public async Task TypeAsync(string text, TimeSpan longest, CancellationToken over)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        long offset = await PrepareAsync(over);
        byte[] frame = new byte[8 + bytes.Length];
        BinaryPrimitives.WriteInt64BigEndian(frame, offset);
        bytes.CopyTo(frame, 8);
        await stream.WriteAsync(frame, text: false, over);
        await UntilAsync(control => IsAck(control, offset + bytes.Length), TypePatience, over);
        await RestAsync(longest, over);
    }

    /// <summary>A numbering of its own: nobody else of the user types in it.</summary>
    private async Task<long> PrepareAsync(CancellationToken over)
    {
        long offset = 0;
        await UntilAsync(
            control =>
            {
                if (control.GetProperty("type").ValueEquals("attached"))
                {
                    _output = control.GetProperty("offset").GetInt64();
                    return true;
                }

                return false;
            },
            TypePatience,
            over);
        await SayAsync(new { type = "input", stream = "mcp-" + Guid.NewGuid().ToString("N") }, over);
        await UntilAsync(
            control =>
            {
                if (control.GetProperty("type").ValueEquals("ack") && control.TryGetProperty("stream", out JsonElement own) && own.ValueKind == JsonValueKind.String)
                {
                    offset = control.GetProperty("input").GetInt64();
                    return true;
                }

                return false;
            },
            TypePatience,
            over);
        return offset;
    }

    private static bool IsAck(JsonElement control, long input) => control.GetProperty("type").ValueEquals("ack") && control.GetProperty("input").GetInt64() >= input;

    private async Task UntilAsync(Func<JsonElement, bool> found, TimeSpan patience, CancellationToken over)
    {
        using CancellationTokenSource deadline = new(patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, over);
        try
        {
            while (await ReadAsync(either.Token) is { } control)
            {
                if (control.ValueKind == JsonValueKind.Object && found(control))
                {
                    return;
                }
            }

            throw new AnchorageException(ErrorCodes.AgentTimeout, ("node", stream.NodeId));
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            throw new AnchorageException(ErrorCodes.AgentTimeout, ("node", stream.NodeId));
        }
    }

    private async Task RestAsync(TimeSpan longest, CancellationToken over)
    {
        using CancellationTokenSource whole = new(longest, time);
        using CancellationTokenSource rest = CancellationTokenSource.CreateLinkedTokenSource(whole.Token, over);
        try
        {
            long before = _output;
            rest.CancelAfter(Rest);
            while (await ReadAsync(rest.Token) is not null)
            {
                if (_output > before)
                {
                    before = _output;
                    rest.CancelAfter(Rest);
                }
            }
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            // It rests, or the time is over.
        }
    }

    /// <summary>The next frame: a control object, or an undefined element for output; null when the terminal closed.</summary>
    private async Task<JsonElement?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await stream.ReadAsync(cancellationToken) is not { } frame)
        {
            return null;
        }

        if (frame.IsText)
        {
            JsonElement control = JsonElement.Parse(frame.Data.Span);
            switch (control.GetProperty("type").GetString())
            {
                case "snapshot":
                    (_drawn, _output) = (control.GetProperty("length").GetInt64(), control.GetProperty("offset").GetInt64());
                    break;
                case "gap":
                    _output = control.GetProperty("to").GetInt64();
                    break;
                case "error":
                    throw new AnchorageException(control.GetProperty("code").GetString()!, ("problem", control.GetProperty("message").GetString()!), ("node", stream.NodeId));
                case "exit":
                    return null;
            }

            return control;
        }

        if (_drawn > 0)
        {
            _drawn -= frame.Data.Length;
            return default(JsonElement);
        }

        _output += frame.Data.Length;
        await SayAsync(new { type = "ack", output = _output }, cancellationToken);
        return default(JsonElement);
    }

    private ValueTask SayAsync<T>(T control, CancellationToken cancellationToken) => stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(control, ApiJson.Options), text: true, cancellationToken);
}
