using System.Text.Json;

namespace Anchorage.Api.Streams;

/// <summary>The text frame in which a terminal or a command refuses, or says why it ends (docs/protocol).</summary>
/// <param name="Type"><c>error</c>.</param>
/// <param name="Code">The error code.</param>
/// <param name="Message">For people.</param>
internal sealed record StreamNotice(string Type, string Code, string Message)
{
    /// <summary>The frame for a code, in the words of the registry.</summary>
    public static byte[] Of(string code) => Of(code, ErrorRegistry.Find(code)?.Title ?? code);

    /// <summary>The frame for a code, in words of its own.</summary>
    public static byte[] Of(string code, string message) => JsonSerializer.SerializeToUtf8Bytes(new StreamNotice("error", code, message), ApiJson.Options);
}
