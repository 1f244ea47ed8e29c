using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>What may be asked for when a transfer begins.</summary>
internal static class TransferRules
{
    private const int MaxFiles = 100;
    private const int DigestLength = 64;

    /// <summary>True for a SHA-256 in hex, in lower case.</summary>
    internal static bool IsDigest(string? text) => text is { Length: DigestLength } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Checks a request.</summary>
    internal static void Check(StartTransfer request, bool writes, FilesOptions options)
    {
        if (string.IsNullOrEmpty(request.Owner) || (writes ? request.Operation is not ("upload" or "sync") : request.Operation != "download"))
        {
            throw Invalid("The operation of a transfer is upload, download or sync.");
        }

        if (request.Files is not { Count: >= 1 and <= MaxFiles } files || files.Any(f => f is null))
        {
            throw Invalid($"A transfer carries 1 to {MaxFiles} files.");
        }

        foreach (TransferWish file in files)
        {
            if (string.IsNullOrEmpty(file.Path) || (writes && file.Size is null or < 0))
            {
                throw Invalid(writes ? "Each file of an upload has a path and a size." : "Each file of a download has a path.");
            }

            if (file.Checksum is not null && !IsDigest(file.Checksum))
            {
                throw Invalid("A checksum is a SHA-256: 64 hex digits in lower case.");
            }

            if (file.Size > options.MaxFileBytes)
            {
                throw new LinkRequestException(FileErrors.TooLarge, $"{file.Path} would be larger than the {options.MaxFileBytes} bytes that this node takes.");
            }
        }

        if (files.Select(f => f.Path).Distinct(StringComparer.Ordinal).Count() != files.Count)
        {
            throw Invalid("A transfer names each file once.");
        }
    }

    internal static LinkRequestException Invalid(string message) => new(FileErrors.InvalidRequest, message);
}
