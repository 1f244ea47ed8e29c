namespace Anchorage.Api.Files;

/// <param name="Operation"><c>upload</c>, <c>download</c> or <c>sync</c>.</param>
internal sealed record TransferStartBody(string? Operation, TransferFileBody?[]? Files);
