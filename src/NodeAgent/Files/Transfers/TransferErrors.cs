using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>The codes of the error registry for transfers in chunks.</summary>
internal static class TransferErrors
{
    public const string NotFound = "transfer_not_found";
    public const string Ended = "transfer_ended";
    public const string Incomplete = "transfer_incomplete";
    public const string Limit = "transfer_limit";
    public const string Mismatch = "checksum_mismatch";

    internal static LinkRequestException NoSuch(string id) => new(NotFound, $"There is no transfer {(id.Length <= 64 ? id : "of that name")}.");
}
