using System.Text;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Bodies that agents post.</summary>
internal static class AgentBody
{
    /// <summary>Reads a body of at most so many bytes.</summary>
    /// <exception cref="AnchorageException"><c>payload_too_large</c>.</exception>
    public static async Task<string> ReadAsync(HttpContext context, int limit)
    {
        AnchorageException tooLarge = new(ErrorCodes.PayloadTooLarge, ("limit", $"{limit}"));
        if (context.Request.ContentLength > limit)
        {
            throw tooLarge;
        }

        byte[] buffer = new byte[limit + 1];
        int length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length <= limit ? Encoding.UTF8.GetString(buffer, 0, length) : throw tooLarge;
    }
}
