using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>Turns the engine's log stream into lines.</summary>
/// <remarks>
/// Without a TTY the engine sends frames: one byte stream (1 stdout, 2 stderr), three zero bytes, four bytes length (big endian), payload. A payload is a line,
/// or a part of one longer than 16 KiB; every part begins with a timestamp of its own and only the last ends with a line feed.
/// </remarks>
internal sealed class LogDecoder(bool framed, bool timestamps = true)
{
    /// <summary>Longest text of a line in bytes; the rest is replaced by an ellipsis.</summary>
    public const int MaxLineBytes = 16 * 1024;

    /// <summary>Largest frame that is believed; the engine sends 16 KiB and a timestamp.</summary>
    public const int MaxFrameBytes = 1024 * 1024;

    private const int LongestTimestamp = 40;
    private readonly byte[] _header = new byte[8];
    private readonly Part _stdout = new("stdout", timestamps);
    private readonly Part _stderr = new("stderr", timestamps);
    private int _headerLength;
    private int _left;
    private Part? _current;

    /// <summary>Takes the next bytes of the stream, cut anywhere.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a stream.</exception>
    public List<LogLine> Push(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<LogLine>();
        if (!framed)
        {
            foreach (var b in bytes)
            {
                Take(_stdout, b, lines);
            }

            return lines;
        }

        while (!bytes.IsEmpty)
        {
            if (_current is null)
            {
                _header[_headerLength++] = bytes[0];
                bytes = bytes[1..];
                if (_headerLength == _header.Length)
                {
                    BeginFrame();
                }

                continue;
            }

            var chunk = bytes[..Math.Min(_left, bytes.Length)];
            foreach (var b in chunk)
            {
                Take(_current, b, lines);
            }

            bytes = bytes[chunk.Length..];
            _left -= chunk.Length;
            _current = _left == 0 ? null : _current;
        }

        return lines;
    }

    /// <summary>The stream has ended: lines without an end are given out too.</summary>
    public List<LogLine> Finish()
    {
        var lines = new List<LogLine>();
        foreach (var part in new[] { _stdout, _stderr })
        {
            if (!part.IsEmpty)
            {
                lines.Add(part.End());
            }
        }

        return lines;
    }

    private void BeginFrame()
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        if (_header[0] > 2 || _header[1] != 0 || _header[2] != 0 || _header[3] != 0 || length > MaxFrameBytes)
        {
            throw new InvalidDataException("The log stream is not framed as expected.");
        }

        _headerLength = 0;
        _left = (int)length;
        var part = _header[0] == 2 ? _stderr : _stdout;
        part.BeginPiece();
        _current = _left == 0 ? null : part;
    }

    private void Take(Part part, byte b, List<LogLine> lines)
    {
        if (b == (byte)'\n')
        {
            lines.Add(part.End());
            return;
        }

        part.Add(b);
    }

    /// <summary>The line of one stream that is being put together.</summary>
    private sealed class Part(string stream, bool hasTimestamps)
    {
        private readonly bool _hasTimestamps = hasTimestamps;
        private readonly List<byte> _text = new(256);
        private readonly List<byte> _stamp = new(LongestTimestamp);
        private DateTimeOffset? _at;
        private bool _inStamp = hasTimestamps;
        private bool _begun;
        private bool _cut;

        public bool IsEmpty => !_begun;

        /// <summary>A new frame: of a line that goes on it brings another timestamp, which is dropped.</summary>
        public void BeginPiece()
        {
            FlushStamp();
            _inStamp = _hasTimestamps;
        }

        public void Add(byte b)
        {
            _begun = true;
            if (_inStamp)
            {
                if (b == (byte)' ')
                {
                    if (!FlushStamp())
                    {
                        Append(b);
                    }
                }
                else if (_stamp.Count == LongestTimestamp)
                {
                    FlushStamp();
                    Append(b);
                }
                else
                {
                    _stamp.Add(b);
                }

                return;
            }

            Append(b);
        }

        public LogLine End()
        {
            FlushStamp();
            if (_text.Count > 0 && _text[^1] == (byte)'\r')
            {
                _text.RemoveAt(_text.Count - 1);
            }

            var line = new LogLine(_at, stream, Encoding.UTF8.GetString(_text.ToArray()) + (_cut ? "…" : string.Empty));
            _text.Clear();
            (_at, _begun, _cut, _inStamp) = (null, false, false, _hasTimestamps);
            return line;
        }

        /// <returns>True when what was collected is a timestamp; else it is text.</returns>
        private bool FlushStamp()
        {
            _inStamp = false;
            if (_stamp.Count == 0)
            {
                return false;
            }

            var text = Encoding.UTF8.GetString(_stamp.ToArray());
            var isStamp = text.Length >= 20 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && Remember(at);
            if (!isStamp)
            {
                _stamp.ForEach(Append);
            }

            _stamp.Clear();
            return isStamp;
        }

        private bool Remember(DateTimeOffset at)
        {
            _at ??= at;
            return true;
        }

        private void Append(byte b)
        {
            if (_text.Count < MaxLineBytes)
            {
                _text.Add(b);
            }
            else
            {
                _cut = true;
            }
        }
    }
}
