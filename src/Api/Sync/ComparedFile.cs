using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Sync;

/// <summary>A file on one side.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Mtime">Last change of the content, in milliseconds since 1970.</param>
/// <param name="Mode">Permission bits in octal.</param>
/// <param name="Md5">Digest of the content; null for links and for what cannot be read.</param>
/// <param name="Etag">The version that was compared.</param>
/// <param name="SymlinkTarget">What a link says.</param>
internal sealed record ComparedFile(long Size, long Mtime, string Mode, string? Md5, string? Etag, string? SymlinkTarget)
{
    internal static ComparedFile? Of(TreeFile? file) => file is null ? null : new(file.Size, file.Mtime, file.Mode, file.Md5, file.Etag, file.SymlinkTarget);
}
