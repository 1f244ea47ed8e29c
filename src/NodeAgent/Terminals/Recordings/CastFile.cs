using System.Buffers;
using System.Threading.Channels;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Writes a recording to its file beside the loop, so that a slow disk holds up no terminal.</summary>
/// <remarks>Whatever happens to the file, what stands in it are whole lines.</remarks>
internal sealed class CastFile
{
    /// <summary>Output that may wait for the disk.</summary>
    internal const int MaxPending = 8 * 1024 * 1024;

    private const int WriteSize = 64 * 1024;
    private const int DiskFullError = 28;
    private const int DiskFullResult = unchecked((int)0x80070070);

    private readonly Stream _stream;
    private readonly long _limit;
    private readonly RecordingSpace _space;
    private readonly CastWriter _writer = new();

    // Bounded by MaxPending bytes of output.
    private readonly Channel<CastEvent> _events = Channel.CreateUnbounded<CastEvent>(new UnboundedChannelOptions { SingleReader = true });
    private long _pending;
    private string? _reason;
    private long _bytes;

    /// <summary>Takes over an empty file.</summary>
    internal CastFile(Stream stream, long limit, RecordingSpace space) => (_stream, _limit, _space) = (stream, limit, space);

    /// <summary>Bytes in the file.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Writes the header, then events until the end; the result says why it ended. Never throws.</summary>
    internal Task<string> RunAsync(int columns, int rows, DateTimeOffset startedAt, string title) => Task.Run(async () =>
    {
        _writer.Header(columns, rows, startedAt, title);
        string reason;
        try
        {
            reason = await WriteEventsAsync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            reason = error.HResult is DiskFullError or DiskFullResult ? RecordingEnd.DiskFull : RecordingEnd.DiskFailed;
        }

        _events.Writer.TryComplete();
        while (_events.Reader.TryRead(out CastEvent left))
        {
            Return(left);
        }

        Close();
        return reason;
    });

    /// <summary>Adds output.</summary>
    internal void Output(double seconds, ReadOnlySpan<byte> output)
    {
        // A single piece may be longer: a screen of a thousand coloured rows is.
        long pending = Interlocked.Add(ref _pending, output.Length);
        if (pending > MaxPending && pending > output.Length)
        {
            Interlocked.Add(ref _pending, -output.Length);
            End(RecordingEnd.TooSlow);
            return;
        }

        var item = new CastEvent(seconds, ArrayPool<byte>.Shared.Rent(output.Length), output.Length, 0, 0);
        output.CopyTo(item.Output);
        if (!_events.Writer.TryWrite(item))
        {
            Return(item);
        }
    }

    /// <summary>Adds a change of size.</summary>
    internal void Resize(double seconds, int columns, int rows) => _events.Writer.TryWrite(new CastEvent(seconds, null, 0, columns, rows));

    /// <summary>Ends when everything added is written.</summary>
    internal void End(string reason)
    {
        _reason ??= reason;
        _events.Writer.TryComplete();
    }

    private async Task<string> WriteEventsAsync()
    {
        int whole = _writer.Written.Length;
        await foreach (CastEvent item in _events.Reader.ReadAllAsync())
        {
            if (item.Output is { } output)
            {
                _writer.Output(item.Seconds, output.AsSpan(0, item.Length));
                Return(item);
            }
            else
            {
                _writer.Resize(item.Seconds, item.Columns, item.Rows);
            }

            if (_bytes + _writer.Written.Length > _limit)
            {
                await FlushAsync(whole);
                return RecordingEnd.SizeLimit;
            }

            if (!_space.TryTake(_writer.Written.Length - whole))
            {
                await FlushAsync(whole);
                return RecordingEnd.NodeLimit;
            }

            whole = _writer.Written.Length;
            if (whole >= WriteSize || !_events.Reader.TryPeek(out _))
            {
                await FlushAsync(whole);
                whole = 0;
            }
        }

        await FlushAsync(whole);
        return _reason ?? RecordingEnd.Stopped;
    }

    private async Task FlushAsync(int count)
    {
        if (count > 0)
        {
            await _stream.WriteAsync(_writer.Written[..count]);
            await _stream.FlushAsync();
            Interlocked.Add(ref _bytes, count);
        }

        _writer.Clear();
    }

    private void Return(CastEvent item)
    {
        if (item.Output is { } output)
        {
            Interlocked.Add(ref _pending, -item.Length);
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    private void Close()
    {
        try
        {
            if (_stream.CanSeek && _stream.Length > Bytes)
            {
                _stream.SetLength(Bytes);
            }

            _stream.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Half a line may be left; readers stop at the last whole one.
        }

        _writer.Dispose();
    }
}
