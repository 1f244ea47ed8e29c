using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Writes the lines of an asciicast file, version 2: a header, then <c>[seconds, "o", text]</c> for output and <c>[seconds, "r", "COLUMNSxROWS"]</c> for a change of size.</summary>
/// <remarks>Text is cut between characters: the beginning of one that is not complete waits for the next event. What is no UTF-8 becomes U+FFFD.</remarks>
internal sealed class CastWriter : IDisposable
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly Utf8JsonWriter _json;
    private readonly Decoder _decoder = new UTF8Encoding(false).GetDecoder();
    private char[] _text = new char[4096];

    internal CastWriter() => _json = new Utf8JsonWriter(_buffer, Compact);

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    internal ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Forgets what was written.</summary>
    internal void Clear() => _buffer.ResetWrittenCount();

    /// <summary>The first line.</summary>
    internal void Header(int columns, int rows, DateTimeOffset startedAt, string title)
    {
        _json.WriteStartObject();
        _json.WriteNumber("version", 2);
        _json.WriteNumber("width", columns);
        _json.WriteNumber("height", rows);
        _json.WriteNumber("timestamp", startedAt.ToUnixTimeSeconds());
        if (title.Length > 0)
        {
            _json.WriteString("title", title);
        }

        _json.WriteStartObject("env");
        _json.WriteString("TERM", "xterm-256color");
        _json.WriteEndObject();
        _json.WriteEndObject();
        EndLine();
    }

    /// <summary>Output. Nothing is written when it holds no whole character.</summary>
    internal void Output(double seconds, ReadOnlySpan<byte> bytes)
    {
        int most = _decoder.GetCharCount(bytes, flush: false);
        if (_text.Length < most)
        {
            _text = new char[most];
        }

        int count = _decoder.GetChars(bytes, _text, flush: false);
        if (count > 0)
        {
            Line(seconds, "o", _text.AsSpan(0, count));
        }
    }

    /// <summary>A change of size. Output begins anew with it, also in the middle of a character.</summary>
    internal void Resize(double seconds, int columns, int rows)
    {
        _decoder.Reset();
        Line(seconds, "r", string.Create(CultureInfo.InvariantCulture, $"{columns}x{rows}"));
    }

    public void Dispose() => _json.Dispose();

    private void Line(double seconds, string kind, ReadOnlySpan<char> text)
    {
        _json.WriteStartArray();
        _json.WriteRawValue(seconds.ToString("0.000000", CultureInfo.InvariantCulture), skipInputValidation: true);
        _json.WriteStringValue(kind);
        _json.WriteStringValue(text);
        _json.WriteEndArray();
        EndLine();
    }

    private void EndLine()
    {
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
    }
}
