using Microsoft.Net.Http.Headers;

namespace Anchorage.Api.Files;

/// <summary>The part of a file that a request wants (RFC 9110, 14). Several ranges at once are answered with the whole file, as is allowed.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">How many.</param>
/// <param name="Partial">False for the whole file.</param>
internal readonly record struct ByteRange(long Offset, long Length, bool Partial)
{
    /// <summary>Reads the headers.</summary>
    /// <exception cref="AnchorageException"><c>range_not_satisfiable</c>.</exception>
    internal static ByteRange Of(HttpRequest request, long size, string etag)
    {
        ByteRange whole = new(0, size, false);
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out RangeHeaderValue? header) || header.Unit != "bytes" || header.Ranges.Count != 1
            || (request.Headers.IfRange.ToString() is { Length: > 0 } known && known.Trim() != $"\"{etag}\""))
        {
            return whole;
        }

        RangeItemHeaderValue range = header.Ranges.First();
        long from = range.From ?? Math.Max(0, size - range.To!.Value);
        long to = range.From is null ? size - 1 : Math.Min(range.To ?? long.MaxValue, size - 1);
        return from < size && from <= to
            ? new ByteRange(from, to - from + 1, true)
            : throw new AnchorageException(ErrorCodes.RangeNotSatisfiable, ("size", size.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
