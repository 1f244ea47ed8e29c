using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

internal sealed record TransferRestAnswer(bool Success, string TransferId, TransferReport Transfer, IReadOnlyList<MissingChunks> Missing);
