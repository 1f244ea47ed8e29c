using System.Buffers;
using System.Text.Json;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The control frames from terminal host to viewer, as docs/protocol/terminal.md lists them.</summary>
internal static class ViewerMessages
{
    internal static byte[] Attached(string terminalId, string viewerId, long offset, int columns, int rows, string role, long inputOffset) => Write("attached", json =>
    {
        json.WriteString("terminalId", terminalId);
        json.WriteNumber("offset", offset);
        json.WriteNumber("columns", columns);
        json.WriteNumber("rows", rows);
        json.WriteString("role", role);
        json.WriteNumber("inputOffset", inputOffset);
        json.WriteString("viewerId", viewerId);
    });

    internal static byte[] Gap(long from, long to) => Write("gap", json =>
    {
        json.WriteNumber("from", from);
        json.WriteNumber("to", to);
    });

    internal static byte[] Snapshot(long offset, int length, int columns, int rows, bool scrollback) => Write("snapshot", json =>
    {
        json.WriteNumber("offset", offset);
        json.WriteNumber("length", length);
        json.WriteNumber("columns", columns);
        json.WriteNumber("rows", rows);
        json.WriteBoolean("scrollback", scrollback);
    });

    internal static byte[] Title(string title, string directory) => Write("title", json =>
    {
        json.WriteString("title", title);
        json.WriteString("directory", directory);
    });

    internal static byte[] Recording(bool on, string id) => Write("recording", json =>
    {
        json.WriteBoolean("on", on);
        json.WriteString("id", id);
    });

    internal static byte[] Acknowledge(long input) => Write("ack", json => json.WriteNumber("input", input));

    internal static byte[] Resized(int columns, int rows) => Write("resized", json =>
    {
        json.WriteNumber("columns", columns);
        json.WriteNumber("rows", rows);
    });

    internal static byte[] Viewers(IEnumerable<ViewerSession> viewers) => Write("viewers", json =>
    {
        json.WriteStartArray("viewers");
        foreach (ViewerSession viewer in viewers)
        {
            json.WriteStartObject();
            json.WriteString("id", viewer.Id);
            json.WriteString("userId", viewer.UserId);
            json.WriteString("name", viewer.UserName);
            json.WriteString("role", viewer.Role);
            json.WriteString("since", viewer.Since);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    internal static byte[] Role(string role, string by, string reason) => Write("role", json =>
    {
        json.WriteString("role", role);
        json.WriteString("by", by);
        json.WriteString("reason", reason);
    });

    internal static byte[] Exit(int code) => Write("exit", json => json.WriteNumber("code", code));

    internal static byte[] Error(string code, string message) => Write("error", json =>
    {
        json.WriteString("code", code);
        json.WriteString("message", message);
    });

    internal static byte[] Pong() => Write("pong", static _ => { });

    private static byte[] Write(string type, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
