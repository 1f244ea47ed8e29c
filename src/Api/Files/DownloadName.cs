using Microsoft.Net.Http.Headers;

namespace Anchorage.Api.Files;

/// <summary>The header that makes an answer a download.</summary>
internal static class DownloadName
{
    private const int MaxLength = 200;

    /// <summary>Sets it. The name cannot leave its header, name a folder or hide its end.</summary>
    internal static void Set(HttpContext context, string name)
    {
        string safe = string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '/' or '\\' or '"' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '_' : c))
            .Trim(' ', '.');
        ContentDispositionHeaderValue header = new("attachment");
        header.SetHttpFileName(safe.Length == 0 ? "download" : safe.Length <= MaxLength ? safe : safe[..MaxLength]);
        context.Response.Headers.ContentDisposition = header.ToString();
    }
}
